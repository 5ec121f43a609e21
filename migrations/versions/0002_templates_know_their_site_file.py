"""With which site file a site's articles were cleaned.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column of `templates`; null until the site's articles follow its file."""
    op.add_column(
        "templates",
        sa.Column(
            "site_rules",
            sa.Text(),
            nullable=True,
            comment="digest of the site file's keep and drop that the articles follow",
        ),
    )
