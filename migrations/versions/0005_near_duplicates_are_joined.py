"""Near-duplicates become clusters: fingerprints in place of the bands that nothing ever filled.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SIMILARITY = (
    "share of the shorter text's runs of words that it has in common with the member"
    " that it was found by, 0 to 1"
)

# Whoever deletes an article, by this program or by hand: the next run chooses the lead again.
UNSET = "UPDATE clusters SET lead_id = NULL WHERE id = OLD.cluster_id;"
TRIGGER = {
    "sqlite": (
        f"CREATE TRIGGER cluster_loses_a_member AFTER DELETE ON cluster_members BEGIN {UNSET} END",
    ),
    "postgresql": (
        "CREATE FUNCTION cluster_loses_a_member() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {UNSET} RETURN NULL; END $$",
        "CREATE TRIGGER cluster_loses_a_member AFTER DELETE ON cluster_members"
        " FOR EACH ROW EXECUTE FUNCTION cluster_loses_a_member()",
    ),
}

article = sa.table("article", sa.column("template_version", sa.Integer()))


def upgrade() -> None:
    """One new table, two that were empty made anew, indexes to list a cluster's articles by and
    to find clusters without a lead, and a trigger that unsets it when a member goes.

    What was filed before is marked to be cleaned again: that is when it gets its fingerprints.
    """
    op.drop_table("bands")
    op.drop_table("cluster_members")
    _cluster_members()
    _fingerprints()
    op.create_index("ix_article_cluster_id", "article", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_clusters_lead_id"), "clusters", ["lead_id"], unique=False)
    for statement in TRIGGER[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute(article.update().values(template_version=-1))


def _cluster_members() -> None:
    op.create_table(
        "cluster_members",
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        sa.Column("cluster_id", NUMBER, nullable=False, comment="the cluster"),
        sa.Column("similarity", sa.Float(), nullable=False, comment=SIMILARITY),
        sa.Column("agencies", sa.JSON(), nullable=False, comment="sites of the agency it credits"),
        _to("article_id", "article", "cluster_members"),
        _to("cluster_id", "clusters", "cluster_members"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_cluster_members")),
        comment="which article belongs to which cluster",
    )
    op.create_index(
        op.f("ix_cluster_members_cluster_id"), "cluster_members", ["cluster_id"], unique=False
    )


def _fingerprints() -> None:
    op.create_table(
        "fingerprints",
        sa.Column(
            "hash",
            sa.BigInteger(),
            nullable=False,
            autoincrement=False,
            comment="one of the smallest hashes of its clean text's runs of words",
        ),
        sa.Column("article_id", NUMBER, nullable=False, comment="the article"),
        _to("article_id", "article", "fingerprints"),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_fingerprints")),
        comment="what near-duplicates are found by, twelve rows an article; none for a flash",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_fingerprints_article_id"), "fingerprints", ["article_id"], unique=False
    )


def _to(column: str, target: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")
