"""Each site knows through which day it was judged, each alert what was said of it.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JUDGED = "the days before it were judged (see alerts); null: none was"
TOLD = "opened or closed: what `copydesk health --quiet` last said of it"


def upgrade() -> None:
    """A column of `sites` and one of `alerts`."""
    moment = sa.DateTime(timezone=True)
    op.add_column("sites", sa.Column("judged_until", moment, nullable=True, comment=JUDGED))
    op.add_column("alerts", sa.Column("told", sa.Text(), nullable=True, comment=TOLD))
