"""What a site's addresses of one shape gave, and which parameters change nothing.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def _count(name: str, comment: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False, comment=comment)


def _head(table: str) -> tuple["sa.Column[int]", "sa.Column[str]", sa.ForeignKeyConstraint]:
    return (
        sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row"),
        sa.Column(
            "site",
            sa.Text(),
            nullable=False,
            comment="the site's key: its registrable domain",
        ),
        sa.ForeignKeyConstraint(
            ["site"], ["sites.key"], name=op.f(f"fk_{table}_site"), ondelete="CASCADE"
        ),
    )


def upgrade() -> None:
    """Two tables beside the frontier; addresses known before have no `path` and prove nothing."""
    op.add_column(
        "urls",
        sa.Column(
            "path",
            sa.Text(),
            nullable=True,
            comment="its identity without parameters; null: it has none",
        ),
    )
    some = sa.text("path IS NOT NULL")
    op.create_index(
        "ix_urls_site_path", "urls", ["site", "path"], sqlite_where=some, postgresql_where=some
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no comments
        op.alter_column(
            "aliases",
            "kind",
            existing_type=sa.Text(),
            existing_nullable=False,
            comment="redirect, canonical, amp, guid, copy or part",
        )
    op.create_table(
        "url_patterns",
        *_head("url_patterns"),
        sa.Column(
            "pattern",
            sa.Text(),
            nullable=False,
            comment="the address without what varies: 0 a number, * a slug",
        ),
        _count("asked", "pages of it that said something of it"),
        _count("articles", "new articles among them"),
        _count("fruitless", "pages since the last of these"),
        sa.Column(
            "reason", sa.Text(), nullable=True, comment="why it is asked no more; null: it is"
        ),
        sa.Column("closed_at", INSTANT, nullable=True, comment="since when"),
        sa.Column(
            "probed_at",
            INSTANT,
            nullable=True,
            comment="when one page of it was let through all the same",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url_patterns")),
        sa.UniqueConstraint("site", "pattern", name=op.f("uq_url_patterns_site_pattern")),
        comment="what a site's addresses of one shape gave: shapes that lead nowhere are asked"
        " no more",
    )
    op.create_table(
        "url_parameters",
        *_head("url_parameters"),
        sa.Column("name", sa.Text(), nullable=False, comment="the parameter's name"),
        _count("same", "articles that were the same with another value of it, or without"),
        _count("different", "articles that were others"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url_parameters")),
        sa.UniqueConstraint("site", "name", name=op.f("uq_url_parameters_site_name")),
        comment="whether a parameter leads to another article on this site",
    )
