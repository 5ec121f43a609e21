"""Indexes by which the questions of docs/queries.md stay quick at a million articles.

Revision ID: 0012
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Name, table, columns; the first three take the place of narrower ones.
INDEXES = (
    (
        "ix_article_site_first_seen_at",
        "article",
        ["site", "first_seen_at", "date_published", "revision_id"],
    ),
    ("ix_removals_rule", "removals", ["rule", "revision_id"]),
    ("ix_article_site_date_published", "article", ["site", "date_published", "word_count"]),
    ("ix_article_site_date_origin", "article", ["site", "date_origin", "date_precision"]),
    ("ix_revisions_extractor_version", "revisions", ["extractor_version", "id"]),
)
WIDENED = 3


def upgrade() -> None:
    """Three indexes are widened, two are new."""
    for name, table, _ in INDEXES[:WIDENED]:
        op.drop_index(name, table)
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
