"""Articles are asked for again: when, and with which validators.

Revision ID: 0003
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
# What came before the upgrade and is younger is checked once and then as its age says; older
# articles would be thousands of requests for hardly a change.
YOUNG = timedelta(days=7)

urls = sa.table(
    "urls",
    sa.column("outcome", sa.Text()),
    sa.column("settled_at", INSTANT),
    sa.column("check_at", INSTANT),
)


def upgrade() -> None:
    """Four columns of `urls`, and an index for what is due."""
    op.add_column(
        "urls",
        sa.Column(
            "check_at",
            INSTANT,
            nullable=True,
            comment="when its article is asked for again; null: never, or by another address",
        ),
    )
    op.add_column(
        "urls", sa.Column("etag", sa.Text(), nullable=True, comment="ETag of its last page")
    )
    op.add_column(
        "urls",
        sa.Column(
            "last_modified",
            sa.Text(),
            nullable=True,
            comment="Last-Modified of its last page, as it was sent",
        ),
    )
    op.add_column(
        "urls",
        sa.Column("digest", sa.Text(), nullable=True, comment="sha256 of its last page's payload"),
    )
    op.create_index("ix_urls_site_check_at", "urls", ["site", "check_at"], unique=False)
    young = urls.c.settled_at >= datetime.now(UTC) - YOUNG
    filed = urls.c.outcome.in_(("new", "revised"))
    op.execute(urls.update().where(filed, young).values(check_at=urls.c.settled_at))
