"""What is ordered for the site files of a machine."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from crawler.worker.labour import labour
from crawler.worker.standing import Standing
from pipelines.errors import ConfigError
from pipelines.settings import Settings
from pipelines.store.engine import reading
from pipelines.store.tables import sources

HOME = "https://gazette.example/"
TOML = f'home = "{HOME}"\nfeeds = ["{HOME}feed"]\n'


def saved(folder: Path, name: str, text: str, mtime: int = 1) -> Path:
    path = folder / name
    path.write_text(text)
    os.utime(path, (mtime, mtime))
    return path


def addresses(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return sorted(
            connection.scalars(select(sources.c.url).where(sources.c.retired_at.is_(None)))
        )


def test_a_new_file_is_ordered_with_its_text(engine: Engine, tmp_path: Path) -> None:
    """The machine that does the job may have no site files."""
    saved(tmp_path, "gazette.toml", TOML)
    (order,) = Standing(engine, tmp_path, print).due()
    assert (order.kind, order.site, order.file) == ("crawl", "gazette.example", TOML)


def test_a_changed_file_counts_at_once(engine: Engine, tmp_path: Path) -> None:
    """Without a new start of the worker."""
    saved(tmp_path, "gazette.toml", TOML)
    standing = Standing(engine, tmp_path, print)
    standing.due()
    saved(tmp_path, "gazette.toml", TOML.replace('/feed"', '/rss"'), mtime=2)
    assert '/rss"' in standing.due()[0].file
    assert addresses(engine) == [f"{HOME}rss"]


def test_a_site_without_a_file_is_not_ordered(engine: Engine, tmp_path: Path) -> None:
    """It was removed; what it has waiting stays where it is."""
    path = saved(tmp_path, "gazette.toml", TOML)
    standing = Standing(engine, tmp_path, print)
    assert standing.due()
    path.unlink()
    assert standing.due() == []


def test_a_broken_file_is_told_once_and_the_others_go_on(engine: Engine, tmp_path: Path) -> None:
    told: list[str] = []
    saved(tmp_path, "gazette.toml", TOML)
    saved(tmp_path, "herald.toml", "home = 1\n")
    standing = Standing(engine, tmp_path, told.append)
    orders = [*standing.due(), *standing.due()]
    assert [one.site for one in orders] == ["gazette.example"] * 2
    assert len(told) == 1
    assert "herald.toml" in told[0]


def test_a_job_says_which_orders_file_is_wrong(engine: Engine, tmp_path: Path) -> None:
    """Machines of different versions: one may not know a key that the other has written."""
    saved(tmp_path, "gazette.toml", TOML)
    order = Standing(engine, tmp_path, print).order("crawl", "gazette.example")
    with pytest.raises(ConfigError, match=r"gazette\.example"):
        labour(Settings(), type(order)(kind="crawl", site=order.site, file="homes = 1\n"))
