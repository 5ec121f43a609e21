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


KINDS = "redirect, canonical, copy or part"


def upgrade() -> None:
    """A column of `sightings`; null until a feed is read."""
    op.add_column("sightings", sa.Column("guid", sa.Text(), nullable=True, comment=COMMENT))
    some = sa.text("guid IS NOT NULL")
    op.create_index(
        "ix_sightings_guid", "sightings", ["guid"], sqlite_where=some, postgresql_where=some
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments
        op.alter_column(
            "aliases", "kind", existing_type=sa.Text(), existing_nullable=False, comment=KINDS
        )
