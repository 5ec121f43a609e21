"""Cursors of incremental exports, and what each has been given.

Revision ID: 0009
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Three tables, empty until the first `copydesk export --cursor`."""
    _cursors()
    _exports()
    _given()


def _cursors() -> None:
    op.create_table(
        "cursors",
        _id(),
        _column("name", sa.Text(), "what a person calls it"),
        _column("created_at", INSTANT, "when it was first named"),
        sa.PrimaryKeyConstraint("id", name="pk_cursors"),
        sa.UniqueConstraint("name", name="uq_cursors_name"),
        comment="readers of incremental exports: each gets an article once",
    )


def _exports() -> None:
    op.create_table(
        "exports",
        _id(),
        _column("cursor_id", NUMBER, "the cursor"),
        _column("host", sa.Text(), "the machine that it ran on"),
        _column("pid", sa.Integer(), "its process id there"),
        _column("started", sa.Text(), "tells the process from a later one with that id"),
        _column("file", sa.Text(), "the file that was asked for"),
        _column("part", sa.Text(), "where it is written until it is whole"),
        _column("began_at", INSTANT, "when it began"),
        _maybe(
            "sealed_at",
            "when the part was whole; from then on its name tells whether it arrived",
        ),
        _maybe("settled_at", "when the file stood in its place; null: it did not come so far"),
        sa.Column(
            "articles", sa.Integer(), nullable=False, server_default="0", comment="articles in it"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        _cascade("exports", "cursor_id", "cursors.id"),
        comment="the exports of cursors; one that was broken off is settled before the next begins",
    )
    op.create_index("ix_exports_cursor_id", "exports", ["cursor_id"])


def _given() -> None:
    op.create_table(
        "given",
        _column("article_id", NUMBER, "the article"),
        _column("cursor_id", NUMBER, "the cursor"),
        _column("export_id", NUMBER, "the export", autoincrement=False),
        _column("state", sa.Text(), "digests of text and metadata, their beginnings, and status"),
        sa.PrimaryKeyConstraint("article_id", "cursor_id", "export_id", name="pk_given"),
        _cascade("given", "article_id", "article.id"),
        _cascade("given", "cursor_id", "cursors.id"),
        comment="which article a cursor has been given, and as what",
        sqlite_with_rowid=False,
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", NUMBER, autoincrement=True, nullable=False, comment="number of the row")


def _column(name: str, kind: Any, comment: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=comment, **more)


def _maybe(name: str, comment: str) -> sa.Column[Any]:
    return sa.Column(name, INSTANT, nullable=True, comment=comment)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
