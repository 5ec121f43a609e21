"""Generated sites: their truth, the judge, and the pinned scores."""

from dataclasses import replace

import pytest

from benchmarks.extraction.gate import fallen
from benchmarks.stripping import gate
from benchmarks.stripping.__main__ import main
from benchmarks.stripping.boxes import KINDS
from benchmarks.stripping.generated import one_line
from benchmarks.stripping.markup import classed, flat, neutral
from benchmarks.stripping.reading import Reading, readings
from benchmarks.stripping.scores import score
from benchmarks.stripping.sites import POISONED, RECURRING_AT, TEMPLATES, WORDINGS, sheets
from benchmarks.stripping.values import Line, Role, Sheet
from pipelines.model import SiteRules
from pipelines.template.phrases import interface_phrase, label_phrase


def _sheet(*lines: Line) -> Sheet:
    return Sheet(site="one", language="en", serial=1, headline="Title of it", groups=lines)


def _line(text: str, role: Role) -> Line:
    return Line(text=text, role=role, kind="kind")


PROSE = "The ferry to the island sails at nine, and again at noon when the tide is in."


def test_the_same_seed_gives_the_same_pages() -> None:
    """A figure that changes says something of the learner only if the pages did not."""
    assert sheets("torre", 4, 3) == sheets("torre", 4, 3)
    assert sheets("torre", 4, 3) != sheets("torre", 104, 3)


def test_every_markup_prints_every_line() -> None:
    """A line that is not on the page can neither leak nor be lost."""
    for sheet in sheets("poisoned", 4, 2):
        for line in sheet.lines:
            assert line.text in flat(sheet)
        assert classed(sheet).count("<p>") == neutral(sheet).count("<p>") > 5


def test_every_kind_is_printed_by_a_template() -> None:
    """A kind that no site prints is measured nowhere."""
    assert {kind for table in TEMPLATES.values() for kind in table["boxes"]} == set(KINDS)
    assert {kind for table in TEMPLATES.values() for kind in table["recurs"]} == set(RECURRING_AT)


@pytest.mark.parametrize("language", sorted(WORDINGS))
def test_invented_wording_stands_in_no_phrase_file(language: str) -> None:
    """Else the phrases would strike it and repetition were not measured."""
    wording = WORDINGS[language]
    boxes = [wording[kind] for kind in ("invented", "middle", "partial", "variant", "dated")]
    for text in (text for box in boxes for text in box):
        assert not interface_phrase(text)
        assert not label_phrase(text)


def test_the_poisoned_sentence_is_true_in_its_own_article_only() -> None:
    """The article keeps what every other page repeats of it."""
    owner, other = sheets("poisoned", 4, POISONED)[POISONED - 1], sheets("poisoned", 4, 1)[0]
    (sentence,) = {line.text for line in other.lines if line.kind == "poison"}
    assert sentence in {line.text for line in owner.lines if line.role is Role.TRUE}
    assert sentence not in {line.text for line in other.lines if line.role is Role.TRUE}


def test_a_box_that_stays_is_a_leak() -> None:
    """One page proves nothing, so a line that nobody has a phrase for stays."""
    page = _sheet(_line(PROSE, Role.TRUE), _line("A lamp in the hall", Role.BOX))
    one = score(readings([page], "flat"), "flat")
    assert [(fault.what, fault.text) for fault in one.faults] == [("leaked", "A lamp in the hall")]


def test_a_true_line_that_is_stricken_is_a_loss() -> None:
    """The site file is obeyed, and the truth knows better."""
    page = _sheet(_line(PROSE, Role.TRUE))
    one = score(readings([page], "flat"), "flat", SiteRules(drop=(PROSE,)))
    assert [fault.what for fault in one.faults] == ["lost"]
    assert one.lost_per_10000 == 10_000


def test_a_true_line_that_the_extractor_never_gave_is_no_loss() -> None:
    """Stripping cannot lose what it has not seen."""
    (read,) = readings([_sheet(_line(PROSE, Role.TRUE))], "flat")
    more = _sheet(_line(PROSE, Role.TRUE), _line("A line that was never printed.", Role.TRUE))
    one = score([Reading(sheet=more, page=read.page)], "flat")
    assert [fault.what for fault in one.faults] == ["unread"]


def test_a_byline_is_neither_leak_nor_loss() -> None:
    """Both answers are right: it is a field already, and it is printed text."""
    page = _sheet(_line("By Ada Coppersmith", Role.OPTIONAL), _line(PROSE, Role.TRUE))
    assert score(readings([page], "flat"), "flat").faults == ()


def test_a_box_line_that_is_true_on_the_page_cannot_leak() -> None:
    """The owner of a poisoned sentence keeps it."""
    page = _sheet(_line(PROSE, Role.TRUE), _line(PROSE, Role.BOX))
    assert score(readings([page], "flat"), "flat").faults == ()


def test_refused_pages_count_for_nothing_yet_are_seen() -> None:
    """The extractor's refusals are no fault of stripping's."""
    (read,) = readings([_sheet(_line(PROSE, Role.TRUE))], "flat")
    one = score([read, replace(read, page=None)], "flat")
    assert (one.pages, one.refused) == (1, 1)


def test_every_template_has_its_one_line() -> None:
    """With and without a line of configuration are two different runs."""
    for template in TEMPLATES:
        rules = one_line(template)
        assert len(rules.keep) + len(rules.drop) == 1


def test_an_unknown_table_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With the tables that there are."""
    assert main(["nothing"]) == 2
    assert "generated" in capsys.readouterr().err


def test_no_pinned_score_rises() -> None:
    """When it fell, `python -m benchmarks.stripping --pin` keeps what was won."""
    assert list(fallen(gate.load_pinned(), gate.small())) == []
