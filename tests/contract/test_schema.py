"""The schema is the one that the code names, and says what mends it where it is not."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Engine, inspect, make_url, text
from sqlalchemy.exc import ProgrammingError

from pipelines.errors import DatabaseError, SchemaError
from pipelines.store import schema
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.tables import metadata
from pipelines.store.views import VIEWS, View
from pipelines.store.wording import is_mapped

ROOT = Path(__file__).resolve().parents[2]
UPGRADE = """
import sys
from pipelines.store import engine, schema
schema.upgrade(engine.open_engine(sys.argv[1]))
"""


def test_the_migrations_make_exactly_the_tables_that_the_code_names(engine: Engine) -> None:
    """What `alembic check` would say, on a database that the migrations made."""
    with reading(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_mapped}
        )
        assert compare_metadata(context, metadata) == []


def test_every_table_and_column_says_what_it_is() -> None:
    """docs/schema.md is written from these comments."""
    for table in metadata.sorted_tables:
        assert table.comment, table.name
        assert [column.name for column in table.columns if not column.comment] == []


@pytest.mark.parametrize("view", VIEWS, ids=[view.name for view in VIEWS])
def test_a_view_is_the_one_that_the_code_describes(engine: Engine, view: View) -> None:
    """The migration froze the view; a change of its description needs a migration."""
    assert [name for name, meaning in view.columns.items() if not meaning] == []
    with reading(engine) as connection:
        rows = connection.execute(text(f"SELECT * FROM {view.name}"))
        assert list(rows.keys()) == list(view.columns)


def test_an_upgrade_twice_changes_nothing(engine: Engine) -> None:
    """`copydesk init` may be typed as often as one likes."""
    assert schema.upgrade(engine) == (schema.head(), schema.head())


def test_two_upgrades_at_once_both_end_well(empty_database: str) -> None:
    """Two machines with the same cron line meet an empty server; the second finds it done."""
    command = [sys.executable, "-c", UPGRADE, empty_database]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    said = [one.communicate(timeout=60)[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    schema.require_current(open_engine(empty_database))


def test_a_migration_is_there_whole_or_not_at_all(empty_database: str) -> None:
    """Somebody else's table of the same name stops it in the middle; nothing of it is left."""
    engine = open_engine(empty_database)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE removals (mine INTEGER)"))
    with pytest.raises((DatabaseError, ProgrammingError)):
        schema.upgrade(engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == ["removals"]
    assert schema.current(engine) is None


def test_an_upgrade_leaves_a_copy_of_the_old_file(tmp_path: Path) -> None:
    """SQLite only: the copy is there before anything is changed, here by a chain that is cut."""
    engine = open_engine(f"sqlite:///{tmp_path / 'copydesk.db'}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(CommandError):
        schema.upgrade(engine)
    copy = open_engine(f"sqlite:///{tmp_path / 'copydesk.db.schema-0.backup'}")
    with reading(copy) as connection:
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())


@pytest.mark.parametrize(
    ("option", "said"),
    [
        # the owner of a database alone may make tables in it
        ("-c role=pg_monitor", "permission denied"),
        # a standby
        ("-c default_transaction_read_only=on", "read-only transaction"),
    ],
)
def test_a_server_where_no_table_can_be_made_is_told_in_one_line(
    postgres_database: str, option: str, said: str
) -> None:
    """An operator's trouble, though the driver files it under the program's errors."""
    url = make_url(postgres_database).update_query_dict({"options": option})
    engine = open_engine(url.render_as_string(hide_password=False))
    with pytest.raises(DatabaseError, match=said) as caught:
        schema.upgrade(engine)
    engine.dispose()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "said"), [("0000", "copydesk db upgrade"), ("9999", "newer copydesk")]
)
def test_another_schema_is_refused_with_what_mends_it(
    engine: Engine, number: str, said: str
) -> None:
    """An older database names the upgrade, a newer one the program."""
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": number})
    with pytest.raises(SchemaError, match=said):
        schema.require_current(engine)


def test_a_database_without_tables_names_init(empty_database: str) -> None:
    """The first mistake of a new user."""
    with pytest.raises(SchemaError, match="copydesk init"):
        schema.require_current(open_engine(empty_database))


def test_a_table_that_is_gone_is_noticed(engine: Engine) -> None:
    """`copydesk db check` names it."""
    assert schema.missing(engine) == ()
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE fingerprints"))
    assert schema.missing(engine) == ("fingerprints",)
