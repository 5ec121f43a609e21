"""Each site knows through which day it was judged, each alert what was said of it.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JUDGED = "the days before it were judged (see alerts); null: none was"
TOLD = "opened or closed: what `copydesk health --quiet` last said of it"


def upgrade() -> None:
    """From 0010."""
    moment = sa.DateTime(timezone=True)
    op.add_column("sites", sa.Column("judged_until", moment, nullable=True, comment=JUDGED))
    op.add_column("alerts", sa.Column("told", sa.Text(), nullable=True, comment=TOLD))
