"""Alembic's entry: it works on the connection that `pipelines.store.schema` opened."""

from alembic import context

from pipelines.store.tables import metadata
from pipelines.store.wording import is_mapped


def run() -> None:
    """Run the migrations in the caller's transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        include_name=is_mapped,
        render_as_batch=connection.dialect.name == "sqlite",
        # The caller's transaction is the only one: a migration is there whole or not at all.
        transactional_ddl=False,
    )
    context.run_migrations()


run()
