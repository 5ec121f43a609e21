"""`copydesk browse`: the file in a browser, for reading alone."""

import asyncio
import hashlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from crawler.browse.canned import FIELDS, canned
from crawler.browse.looks import front
from crawler.browse.server import application
from crawler.cli.main import run
from crawler.rendering import chromium
from pipelines.model import Sourced
from pipelines.store import articles
from pipelines.store.engine import open_engine, writing
from pipelines.store.schema import upgrade
from tests.contract.questions import BOX, fill
from tests.contract.samples import filing, with_metadata

pytestmark = pytest.mark.slow

EVIL = "<script>alert('x')</script><img src=https://elsewhere.example/x onerror=alert(1)>"
NAMES = {"words": "harbour council", "article": "1", "rule": "phrase:x"} | {
    "site": "gazette.example",
    "address": "https://gazette.example/1",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite file with something to say to every question, and a hostile headline."""
    opened = open_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    upgrade(opened)
    fill(opened)
    with writing(opened) as connection:
        stated = Sourced(value=EVIL, origin="meta")
        articles.file_new(connection, with_metadata(filing(8, EVIL, strike=0), headline=stated))
    yield opened
    opened.dispose()


@pytest.fixture
def file(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def article_page(connection: object, number: int) -> str | None:
    return f"<p>article {number}</p>" if number < 10 else None


def ask(file: Path, path: str, host: str = "127.0.0.1:8001", **more: Any) -> httpx.Response:
    """What the server answers."""

    async def asked() -> httpx.Response:
        with application(file, article_page) as app:
            transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as web:
                return await web.request(
                    more.pop("method", "GET"), path, headers={"host": host}, **more
                )

    return asyncio.run(asked())


def rows(file: Path, path: str) -> list[dict[str, Any]]:
    """A table's or a query's rows."""
    join = "&" if "?" in path else "?"
    answer = ask(file, path.replace("?", ".json?", 1) + f"{join}_shape=array")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def test_the_first_page_shows_the_articles(file) -> None:
    """Newest first, each number a link, facets beside them."""
    answer = ask(file, front("desk"))
    assert answer.status_code == 200
    assert re.search(r'<a href="/article/1">1</a>', answer.text)
    assert "facet-desk-articles-site" in answer.text
    assert "site=gazette.example" in answer.text
    assert "the clean text: paragraphs joined by a blank line" in ask(file, "/desk/articles").text


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("council", {1, 2}),
        ("COUNCIL -pier", {2}),
        ('"harbour council"', {1}),
        ('"not closed', set()),
        ("-", set()),
    ],
)
def test_the_search_box_understands_what_the_command_does(file, typed, numbers) -> None:
    """Words, phrases, -not; broken syntax finds what its words do."""
    found = rows(file, f"/desk/articles?_col=id&_search={typed.replace(' ', '+')}")
    assert {row["id"] for row in found} == numbers


@pytest.mark.parametrize("name", canned())
def test_every_question_is_answered(file, name) -> None:
    """With fields where the document has an example."""
    fields = "&".join(f"{key}={value.replace(' ', '+')}" for key, value in NAMES.items())
    answer = ask(file, f"/desk/{name}.json?_shape=array&{fields}")
    assert answer.status_code == 200, answer.text
    sql = canned()[name]["sql"]
    wanted = set(re.findall(r":([a-z]+)", sql))
    assert wanted <= set(NAMES)
    if wanted:
        assert answer.json()


def test_the_questions_are_all_there() -> None:
    """Twenty, five of them with fields."""
    assert len(canned()) == 20
    assert sum(bool(re.search(r":[a-z]+\b", one["sql"])) for one in canned().values()) == len(
        FIELDS
    )


@pytest.mark.parametrize("path", ["/desk/articles", "/desk/article", "/desk/article_revisions"])
def test_no_cell_is_markup(file, path) -> None:
    """A headline is text."""
    text = ask(file, path).text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_browser_may_load_nothing_from_elsewhere(file) -> None:
    """Should a cell get through all the same."""
    headers = ask(file, "/desk/articles").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""]
)
def test_only_this_machine_s_names_are_answered(file, host) -> None:
    """A page of the web that names 127.0.0.1 otherwise reads nothing."""
    answer = ask(file, "/desk/articles.json", host=host)
    assert answer.status_code == 421
    assert "articles" not in answer.text


def test_nothing_is_written(file, engine) -> None:
    """Not by SQL, not by looking; and a crawl writes meanwhile."""
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    for sql in ("delete from article", "pragma journal_mode=delete", "attach 'x.db' as x"):
        assert ask(file, f"/desk.json?sql={sql.replace(' ', '+')}").status_code == 400
    assert ask(file, "/desk/articles", method="POST").status_code == 405
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    with application(file, article_page), writing(engine) as connection:
        assert articles.file_new(connection, filing(9)) == 9


def test_an_article_that_is_not_there(file) -> None:
    """A plain 404."""
    assert ask(file, "/article/2").text == "<p>article 2</p>"
    assert ask(file, "/article/12").status_code == 404
    assert ask(file, "/article/x").status_code == 404


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize(
    ("database", "code", "said"),
    [
        ("postgresql://nobody@127.0.0.1:9/none", 2, "browse looks at a SQLite file"),
        ("sqlite:///nowhere.db", 6, "there is no such file"),
    ],
)
def test_what_cannot_be_looked_at_is_one_line(capsys, database, code, said) -> None:
    """With what to use instead."""
    assert run(["--db", database, "browse"]) == code
    assert said in capsys.readouterr().err


def test_a_port_that_somebody_has_is_one_line(file, capsys) -> None:
    """And how to get another."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert run(["--db", f"sqlite:///{file}", "browse", "--port", port]) == 2
    assert f"port {port} cannot be had" in capsys.readouterr().err


def test_without_datasette_it_says_what_to_install(file, monkeypatch, capsys) -> None:
    """It is an extra."""
    monkeypatch.delitem(sys.modules, "crawler.browse.server")
    monkeypatch.setitem(sys.modules, "datasette", None)
    assert run(["--db", f"sqlite:///{file}", "browse", "--port", "0"]) == 5
    assert "pip install 'copydesk[browse]'" in capsys.readouterr().err


@pytest.fixture
def address(file: Path) -> Iterator[str]:
    """The command, serving; the address that it prints."""
    words = [sys.executable, "-m", "crawler.cli", "--db", f"sqlite:///{file}", "browse"]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [*words, "--port", "0"], stdout=subprocess.PIPE, text=True, env=plain
    ) as served:
        assert served.stdout is not None
        yield served.stdout.readline().strip()
        served.terminate()


@pytest.mark.skipif(chromium(None) is None, reason="no Chromium here: apt-get install chromium")
def test_a_person_looks_around(address) -> None:
    """From the articles to one of them, where the box is struck through; nothing else is asked."""
    playwright = pytest.importorskip("playwright.sync_api")
    asked: list[str] = []
    complaints: list[str] = []
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium(None), args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 390, "height": 844})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        assert page.locator("table.rows-and-columns tbody tr").count() == 8
        page.get_by_label("Search:").fill("council")
        page.get_by_role("button", name="Apply").click()
        page.locator("td.col-id a", has_text=re.compile("^1$")).click()
        assert page.locator("h1").inner_text() == "Headline 1"
        assert page.locator("del").inner_text() == BOX
        assert page.get_by_text("Ann Lee").count() >= 1
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
        opened.close()
    own = address[: address.index("/desk")]
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []
