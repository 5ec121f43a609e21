"""What a revision was before it was extracted anew, whole.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PREVIOUS = "what else it was: metadata, method, truncated, kind and access"


def upgrade() -> None:
    """Two columns of `reextractions`, which nothing has filled yet."""
    op.add_column(
        "reextractions",
        sa.Column("previous", sa.JSON(), nullable=False, server_default="{}", comment=PREVIOUS),
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column(
        "reextractions", sa.Column("run_id", number, nullable=True, comment="the run that did it")
    )
