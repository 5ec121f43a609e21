"""When a source brings what is new, and since when it fails.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
COLUMNS = (
    ("rhythm", sa.JSON(), "new links and hours watched, by hour of the day"),
    ("ttl_s", sa.Integer(), "seconds that it asks to be left alone (RSS ttl)"),
    ("period_s", sa.Integer(), "seconds after which it says that it changes (sy:)"),
    ("failing_since", INSTANT, "first failure of the present row of failures"),
    ("given_up_at", INSTANT, "when it was given up for dead; asked once a week since"),
)


def upgrade() -> None:
    """Columns of `sources`; null until a source is asked."""
    for name, kind, comment in COLUMNS:
        op.add_column("sources", sa.Column(name, kind, nullable=True, comment=comment))
