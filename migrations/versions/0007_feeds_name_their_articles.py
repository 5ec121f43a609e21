"""The permanent name that a feed gives an article.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COMMENT = "the feed's permanent name of it (guid, id), where no other entry has the same"


ALIASES = (
    ("kind", "redirect, canonical, guid (what a feed calls it), copy or part"),
    ("url_key", "the other address's identity; of a guid, guid: and the name"),
)


def upgrade() -> None:
    """A column of `sightings`; null until a feed is read."""
    op.add_column("sightings", sa.Column("guid", sa.Text(), nullable=True, comment=COMMENT))
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments
        for name, comment in ALIASES:
            op.alter_column(
                "aliases", name, existing_type=sa.Text(), existing_nullable=False, comment=comment
            )
