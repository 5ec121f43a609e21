"""Raw pages may be pruned from the archive; what is known of them stays.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COMMENT = "when its record was taken out of the archive; null: it is there"


def upgrade() -> None:
    """A column of `snapshots`."""
    instant = sa.DateTime(timezone=True)
    op.add_column("snapshots", sa.Column("pruned_at", instant, nullable=True, comment=COMMENT))
