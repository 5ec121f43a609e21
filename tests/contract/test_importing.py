"""A folder of flat texts becomes clean articles, once, on both engines."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipelines.archive.reader import records
from pipelines.jobs.import_text import TextImport, foretold
from pipelines.jobs.text_files import files_of
from pipelines.model import Outcome, Site
from pipelines.settings import Settings
from pipelines.store.engine import reading
from tests.contract.samples import NOW
from tests.unit.pipelines.template.template_pages import body, headline

ARTICLES = 24
SITE = Site(key="lantern.example", name="lantern.example", home="text://lantern.example/")
# Nobody has written a phrase for these.
ABOVE = "Lanterns of the tide, every morning on your doorstep"
CALL = ("The attic is open", "Old pages hang there until spring.")


def dump(article: int) -> str:
    """An invented text of the seed's shape, with boxes that no phrase file knows."""
    own = body(article)
    lines = [headline(article), "No time to read?\nGet a summary", ABOVE, *own[:2]]
    lines += ["\n".join(CALL)] if article % 3 == 0 else []
    around = (
        f"Previous Article\n{headline((article + 1) % ARTICLES)}\nNext Article\n{headline(900)}"
    )
    return "\n\n".join([*lines, *own[2:], around]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty-four texts, some of them in a folder below."""
    found = tmp_path / "dumps"
    (found / "older").mkdir(parents=True)
    for article in range(ARTICLES):
        where = found / ("older" if article < 4 else ".")
        (where / f"{article:02}.txt").write_text(dump(article), encoding="utf-8")
    return found


def settings(tmp_path: Path) -> Settings:
    return Settings(archive_dir=tmp_path / "archive", max_body_bytes=20_000)


def imported(desk: Engine, folder: Path, minutes: int = 0) -> Mapping[str, tuple[Outcome, str]]:
    """What became of each file, by its name."""
    now = NOW + timedelta(minutes=minutes)
    work = TextImport(desk, settings(folder.parent), SITE, 1, lambda: now)
    ends = {one.file.name: one for one in work.files(files_of(folder, SITE.key))}
    work.learn()
    work.close()
    return {name: (one.outcome, one.reason) for name, one in ends.items()}


def bodies(desk: Engine) -> dict[str, str]:
    with reading(desk) as connection:
        rows = connection.execute(text("SELECT url, body FROM articles"))
        return {row.url: row.body for row in rows}


def outcomes(ends: Mapping[str, tuple[Outcome, str]]) -> set[Outcome]:
    return {outcome for outcome, _ in ends.values()}


def test_every_text_is_an_article_without_what_all_of_them_repeat(
    desk: Engine, folder: Path
) -> None:
    """Phrases, slots and what only the set tells are gone, the own paragraphs are all there."""
    assert outcomes(imported(desk, folder)) == {Outcome.NEW}
    found = bodies(desk)
    assert found["text://lantern.example/older/03.txt"] == "\n\n".join(body(3))
    assert found == {
        f"text://lantern.example/{'older/' * (n < 4)}{n:02}.txt": "\n\n".join(body(n))
        for n in range(ARTICLES)
    }


def test_importing_again_reads_only_what_changed(desk: Engine, folder: Path) -> None:
    """Same bytes, no revision; other bytes, one."""
    imported(desk, folder)
    before = bodies(desk)
    assert outcomes(imported(desk, folder, 1)) == {Outcome.UNCHANGED}
    assert bodies(desk) == before
    (folder / "07.txt").write_text(dump(7) + "\nThe ward voted again on Sunday, said its clerk.\n")
    ends = imported(desk, folder, 2)
    assert ends.pop("07.txt") == (Outcome.REVISED, "")
    assert outcomes(ends) == {Outcome.UNCHANGED}
    assert "voted again" in bodies(desk)["text://lantern.example/07.txt"]


def test_a_stated_date_is_the_articles_and_no_paragraph(desk: Engine, folder: Path) -> None:
    """A file's time says nothing; a line below the headline does."""
    stated = f"{headline(7)}\nPublished: 5 March 2024\nUpdated: 6 March 2024\n"
    (folder / "07.txt").write_text(stated + dump(7).partition("\n")[2], encoding="utf-8")
    imported(desk, folder)
    with reading(desk) as connection:
        rows = connection.execute(
            text("SELECT date_published, date_modified, body FROM articles ORDER BY url")
        ).all()
    dated = [row for row in rows if row.date_published or row.date_modified]
    assert [(str(row.date_published)[:10], str(row.date_modified)[:10]) for row in dated] == [
        ("2024-03-05", "2024-03-06")
    ]
    assert dated[0].body == "\n\n".join(body(7))


def test_another_box_around_the_same_text_is_no_revision(desk: Engine, folder: Path) -> None:
    """What changed is stricken by what the site is known to repeat."""
    imported(desk, folder)
    (folder / "08.txt").write_text(dump(8).replace(headline(900), headline(3)), encoding="utf-8")
    assert imported(desk, folder, 1)["08.txt"] == (Outcome.UNCHANGED, "")


def test_a_copy_is_a_duplicate_and_no_text_is_rejected(desk: Engine, folder: Path) -> None:
    """Each file ends in one outcome with its reason."""
    (folder / "copy.txt").write_text(dump(9), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "picture.jpg").write_bytes(bytes(range(256)) * 8)
    (folder / "one.txt").write_text("A headline and no more\n", encoding="utf-8")
    (folder / "long.txt").write_bytes(b"x" * 20_001)
    (folder / "link.txt").symlink_to(folder / "09.txt")
    (folder / ".hidden").write_text(dump(10), encoding="utf-8")
    ends = imported(desk, folder)
    assert ends["empty.txt"] == (Outcome.REJECTED, "no-text: is empty")
    assert ends["picture.jpg"] == (Outcome.REJECTED, "no-text: is no text")
    assert ends["one.txt"] == (Outcome.REJECTED, "too-short: has one line")
    assert ends["long.txt"][0] is Outcome.TOO_LARGE
    assert {ends["copy.txt"][0], ends["09.txt"][0]} == {Outcome.NEW, Outcome.DUPLICATE}
    assert len(ends) == ARTICLES + 5
    assert len(bodies(desk)) == ARTICLES


def test_what_was_read_lies_in_the_archive(desk: Engine, folder: Path) -> None:
    """Byte for byte, under the text's address."""
    imported(desk, folder)
    (file,) = (folder.parent / "archive").iterdir()
    kept = {one.target_uri: one.payload for one in records(file)}
    assert kept["text://lantern.example/05.txt"] == (folder / "05.txt").read_bytes()
    assert len(kept) == ARTICLES


def test_foretelling_writes_nothing(desk: Engine, folder: Path) -> None:
    """The same outcomes, without a row or a file."""
    (folder / "empty.txt").write_bytes(b"")
    told = [
        (one.file.name, one.outcome)
        for one in foretold(desk, SITE, files_of(folder, SITE.key), 20_000, NOW)
    ]
    assert bodies(desk) == {}
    assert not (folder.parent / "archive").exists()
    assert told == [(name, outcome) for name, (outcome, _) in imported(desk, folder).items()]
