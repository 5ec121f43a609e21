"""Where a setting comes from, and what a wrong one gets."""

import re
import tomllib
from pathlib import Path

import pytest

from pipelines import configuration
from pipelines.configuration import load
from pipelines.errors import ConfigError
from pipelines.settings import GROUPS, Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory with no copydesk.toml above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_anything_given_the_defaults_hold(folder: Path) -> None:
    """The default database lies in the current directory."""
    loaded = load(None, {}, {})
    assert loaded.settings.db == f"sqlite:///{folder}/copydesk.db"
    assert set(loaded.origins.values()) == {"default"}


def test_the_command_line_beats_variables_beat_the_file(folder: Path) -> None:
    """Precedence, and each value says who gave it."""
    (folder / "copydesk.toml").write_text("delay_s = 1\nconcurrency = 2\nworkers = 3\n")
    loaded = load(
        None,
        {"COPYDESK_CONCURRENCY": "20", "COPYDESK_WORKERS": "30"},
        {"workers": 31, "contact": None},
    )
    got = loaded.settings
    assert (got.delay_s, got.concurrency, got.workers) == (1, 20, 31)
    assert loaded.origins["delay_s"] == str(folder / "copydesk.toml")
    assert loaded.origins["concurrency"] == "COPYDESK_CONCURRENCY"
    assert loaded.origins["workers"] == "command line"
    assert loaded.origins["contact"] == "default"


def test_the_nearest_file_upward_counts_and_its_paths_start_at_its_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command works from any directory below copydesk.toml."""
    (folder / "copydesk.toml").write_text('db = "sqlite:///news.db"\nsites_dir = "papers"\n')
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    loaded = load(None, {}, {})
    assert loaded.root == folder
    assert loaded.settings.db == f"sqlite:///{folder}/news.db"
    assert loaded.settings.sites_dir == folder / "papers"
    assert loaded.settings.archive_dir == folder / "archive"


def test_a_path_in_a_variable_starts_at_the_current_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with every other program; only the file's own paths start at the file."""
    (folder / "copydesk.toml").write_text("")
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    loaded = load(None, {"COPYDESK_DB": "sqlite:///own.db"}, {"archive_dir": "warc"})
    assert loaded.settings.db == f"sqlite:///{folder}/deep/own.db"
    assert loaded.settings.archive_dir == folder / "deep" / "warc"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://u@h/n"])
def test_a_database_without_a_file_is_left_as_written(folder: Path, url: str) -> None:
    """Only a SQLite file has a path to make absolute."""
    assert load(None, {}, {"db": url}).settings.db == url


def test_networks_in_a_variable_are_divided_at_commas(folder: Path) -> None:
    """A variable has no lists."""
    loaded = load(None, {"COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8, ::1"}, {})
    assert loaded.settings.allow_networks == ("127.0.0.0/8", "::1")


def test_variables_of_tests_and_benchmarks_are_no_settings(folder: Path) -> None:
    """They share the prefix; a misspelt setting is still an error."""
    environ = {"COPYDESK_BENCHMARK": "/pages", "COPYDESK_TEST_PG_URL": "postgresql://"}
    assert load(None, environ, {}).settings == load(None, {}, {}).settings


def test_an_empty_variable_counts_as_not_set(folder: Path) -> None:
    """`COPYDESK_PROXY= copydesk crawl` is how a shell takes a variable away."""
    assert load(None, {"COPYDESK_PROXY": "", "COPYDESK_WORKERS": ""}, {}).settings == (
        load(None, {}, {}).settings
    )


def test_every_problem_is_named_with_its_line_and_the_nearest_key(folder: Path) -> None:
    """One round of repair is enough, also for a mistyped variable."""
    (folder / "copydesk.toml").write_text('delay = 3\n\nallow_networks = ["1.2.3"]\n')
    with pytest.raises(ConfigError) as caught:
        load(None, {"COPYDESK_CONCURENCY": "4"}, {"workers": 0})
    file = folder / "copydesk.toml"
    assert str(caught.value).splitlines() == [
        f'{file}:1: unknown key "delay"; the nearest known one is "delay_s"',
        f'{file}:3: "allow_networks": is no network like 10.0.0.0/8 or fd00::/8',
        'COPYDESK_CONCURENCY: unknown key "concurency"; the nearest known one is "concurrency"',
        'command line: "workers" must be greater than or equal to 1',
    ]


def test_a_message_does_not_repeat_a_password(folder: Path) -> None:
    """Messages end in cron's mail."""
    with pytest.raises(ConfigError) as caught:
        load(None, {"COPYDESK_PROXY": "ftp://me:secret@proxy.example"}, {})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"db = ", "no valid TOML"),
        (b'db = "\xff"', "not UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_one_line(folder: Path, text: bytes, problem: str) -> None:
    """Broken files are named."""
    (folder / "copydesk.toml").write_bytes(text)
    with pytest.raises(ConfigError, match=problem) as caught:
        load(None, {}, {})
    assert len(str(caught.value).splitlines()) == 1


def test_a_named_file_that_does_not_exist_is_an_error(folder: Path) -> None:
    """A misspelt --config must not mean the defaults."""
    with pytest.raises(ConfigError, match=r"other\.toml: cannot be read"):
        load(Path("other.toml"), {}, {})
    with pytest.raises(ConfigError, match=r"env\.toml: cannot be read"):
        load(None, {"COPYDESK_CONFIG": "env.toml"}, {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("db", "copydesk.db"),
        ("proxy", "proxy:3128"),
        ("contact", "call me"),
        ("user_agent", "line\r\nX-Injected: 1"),
        ("delay_s", -1),
        ("delay_s", float("nan")),
        ("concurrency", 0),
        ("log_level", "LOUD"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(folder: Path, key: str, value: object) -> None:
    """The message names the key."""
    with pytest.raises(ConfigError, match=f'"{key}"'):
        load(None, {}, {key: value})


def test_the_user_agent_says_how_to_reach_the_person_behind_it(folder: Path) -> None:
    """Unless a whole user agent is given."""
    assert re.fullmatch(r"copydesk/\d\S*", load(None, {}, {}).settings.agent)
    reachable = load(None, {}, {"contact": "desk@gazette.example"}).settings
    assert reachable.agent.endswith(" (+desk@gazette.example)")
    assert load(None, {}, {"user_agent": "other/1"}).settings.agent == "other/1"


def test_the_commented_file_says_nothing_until_a_line_is_uncommented(folder: Path) -> None:
    """As written it changes nothing; with every line uncommented it is valid and complete."""
    text = configuration.commented()
    assert tomllib.loads(text) == {}
    stated = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith("# ") and " = " in line
    )
    values = tomllib.loads(stated)
    assert list(values) == [key for keys in GROUPS.values() for key in keys]
    assert set(values) == set(Settings.model_fields)
    Settings.model_validate(values)
