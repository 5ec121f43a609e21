"""`copydesk clean`: flat texts as other programs dump them, alone and as a set."""

import io
import json
import os
from pathlib import Path

import pytest

from crawler.cli.main import run
from tests.unit.pipelines.template.template_pages import body, headline

BENCHMARK = os.environ.get("COPYDESK_BENCHMARK")
SEED = Path(__file__).resolve().parents[5] / "shared" / "seed" / "flattened-article.txt"
NOTE = " [Citation: minutes of the harbour board, session {number}]"
# Nobody has written a phrase for these.
ABOVE = "Lanterns of the tide, every morning on your doorstep"
BELOW = "Grumbling gulls keep this paper honest"


def paragraphs(article: int) -> list[str]:
    return [text + NOTE.format(number=at) for at, text in enumerate(body(article))]


def twin(article: int) -> str:
    """An invented text of the seed's shape."""
    box = "No time to read?\nGet a summary\n"
    text = "\n\n".join(paragraphs(article))
    around = f"Previous Article\n\n{headline(900)}\n\nNext Article\n\n{headline(901)}\n"
    return f"{headline(article)}\n\n{box}\n{text}\n\n{box}{around}"


def clean_twin(article: int) -> str:
    return "\n\n".join([headline(article), *paragraphs(article)])


def unheard(article: int) -> str:
    """A text of a site that speaks in words of its own."""
    text = "\n\n".join(paragraphs(article))
    return f"{headline(article)}\n\n{ABOVE}\n\n{text}\n\n{BELOW}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_BENCHMARK", raising=False)  # it is no setting
    return tmp_path


def type_in(monkeypatch: pytest.MonkeyPatch, payload: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(payload)))


def seed() -> Path:
    """The seed beside the checkout, or beside the benchmark that the environment names."""
    path = Path(BENCHMARK).parent / "seed" / SEED.name if BENCHMARK else SEED
    if not path.is_file():
        pytest.skip(f"{SEED.name} is not part of the repository")
    return path


def test_the_seed_comes_out_as_headline_and_four_paragraphs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What this project began with, citations included, to the letter."""
    lines = seed().read_text(encoding="utf-8").splitlines()
    wanted = [lines[0], *(line for line in lines if line.endswith("]"))]
    assert len(wanted) == 5
    assert run(["clean", str(seed())]) == 0
    assert capsys.readouterr().out == "\n\n".join(wanted) + "\n"


def test_one_text_is_cleaned_by_phrases_and_slots_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No second text is needed for what interfaces say everywhere."""
    (folder / "dump.txt").write_text(twin(1))
    assert run(["clean", "dump.txt"]) == 0
    assert capsys.readouterr().out == clean_twin(1) + "\n"


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_a_text(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named, or by default; in any encoding."""
    type_in(monkeypatch, twin(1).encode("utf-16"))
    assert run(["clean", *arguments]) == 0
    assert capsys.readouterr().out == clean_twin(1) + "\n"


def test_explain_says_what_went_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line with its evidence and reason."""
    (folder / "dump.txt").write_text(twin(1))
    run(["clean", "--explain", "dump.txt"])
    _, _, stricken = capsys.readouterr().out.partition("Stricken (8):")
    assert "interface phrase 'get a summary'" in stricken
    assert "follows the label 'next article'" in stricken


def test_json_is_a_line_for_each_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With everything that was stricken."""
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(twin(number))
    run(["clean", "--json", "1.txt", "2.txt"])
    texts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["file"] for one in texts] == ["1.txt", "2.txt"]
    assert [one["text"] for one in texts] == [clean_twin(1), clean_twin(2)]
    assert [len(one["removed"]) for one in texts] == [8, 8]


def test_a_set_loses_what_nobody_wrote_a_phrase_for(folder: Path) -> None:
    """Alone each keeps those lines; 20 of one site together lose them, and nothing else."""
    files = []
    for number in range(20):
        files.append(f"{number}.txt")
        (folder / files[-1]).write_text(unheard(number))
    assert run(["clean", "--out", "alone", *files]) == 0
    assert run(["clean", "--learn", "--out", "set", *files]) == 0
    for number, name in enumerate(files):
        assert BELOW in (folder / "alone" / name).read_text()
        assert (folder / "set" / name).read_text() == clean_twin(number) + "\n"


def test_copies_of_one_text_prove_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty files with one text are one witness."""
    files = [f"{number}.txt" for number in range(20)]
    for name in files:
        (folder / name).write_text(unheard(1))
    run(["clean", "--learn", "--json", *files])
    assert all(BELOW in json.loads(line)["text"] for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (bytes(range(256)) * 40, "is no text"),
        (b"\n<!DOCTYPE html>\n<p>The pier\n<p>It opened.", "is HTML, no flat text"),
        (b"<html lang=en>\nThe pier\nIt opened.", "is HTML, no flat text"),
        (b'{ "headline": "The pier",\n"body": "It opened." }', "is JSON, no flat text"),
        (b'[{"a": 1},\n{"a": 2}]', "is JSON, no flat text"),
    ],
)
def test_what_is_no_text_is_said_and_the_others_go_on(
    payload: bytes, problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3: partly done."""
    (folder / "bad").write_bytes(payload)
    (folder / "good.txt").write_text(twin(1))
    assert run(["clean", "bad", "missing.txt", "good.txt"]) == 3
    out, err = capsys.readouterr()
    assert clean_twin(1) in out
    assert err.splitlines() == [
        f"copydesk: bad: {problem}",
        "copydesk: missing.txt: cannot be read: No such file or directory",
    ]


def test_an_empty_standard_input_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe that broke further up looks like this."""
    type_in(monkeypatch, b"")
    assert run(["clean"]) == 3
    assert capsys.readouterr().err == "copydesk: standard input: is empty\n"


@pytest.mark.parametrize(
    "arguments", [["a/x.txt", "b/x.txt", "--out", "c"], ["a/x.txt", "--out", "a"]]
)
def test_no_file_is_overwritten_unasked(arguments: list[str], folder: Path) -> None:
    """Two of one name would be one file; the folder of the dumps would lose them."""
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "x.txt").write_text(twin(1))
    assert run(["clean", *arguments]) == 2
    assert (folder / "a" / "x.txt").read_text() == twin(1)
    assert not (folder / "c").exists()
