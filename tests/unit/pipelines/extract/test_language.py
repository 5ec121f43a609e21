"""The language that a page declares, checked against its text."""

import pytest

from pipelines.extract.language import language_tag, read_language, reads_like
from pipelines.extract.offers import Offer
from pipelines.extract.tongue import written_in
from pipelines.model import Site

SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
GERMAN = (
    "Die alte Brücke am Hafen ist nach elf Wochen wieder offen. Der Rat der Stadt hatte sie im "
    "Frühjahr für den Verkehr sperren lassen, weil sich an zwei Lagern Risse zeigten. Die Busse "
    "fahren ab Mittwoch wieder auf dem alten Weg, und auch die Räder dürfen auf die Brücke."
)
ENGLISH = (
    "The old bridge at the harbour is open again after eleven weeks. The council had closed it to "
    "traffic in the spring because there were cracks in two of the bearings. From Wednesday the "
    "buses will take the old way again, and it is open to bicycles as well."
)


def declared(tag: str, origin: str = "html") -> Offer:
    return Offer(field="in_language", origin=origin, values=(tag,))


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("en_us", "en-US"), ("EN-us", "en-US"), ("zh-hans-cn", "zh-Hans-CN"), ("de", "de")],
)
def test_tags_are_written_as_the_standard_does(raw: str, tag: str) -> None:
    """Systems write them in many ways."""
    assert language_tag(raw) == tag


def test_what_is_no_tag_is_refused() -> None:
    """A template's placeholder or a language's name."""
    assert language_tag("{{lang}}") is None
    assert language_tag("english language") is None


def test_function_words_confirm_a_language_or_say_nothing() -> None:
    """Never another one's."""
    assert reads_like(GERMAN, "de")
    assert reads_like(ENGLISH, "en")
    assert not reads_like(GERMAN, "en")
    assert not reads_like(GERMAN, "xx")
    assert not reads_like("Die Brücke", "de")


def test_a_templates_language_loses_against_the_text() -> None:
    """`lang="en"` on a German text; another declaration that agrees with the text wins."""
    found = written_in([declared("en")], GERMAN, SITE)
    assert found is not None
    assert (found.value, found.origin) == ("de", "text")
    assert [candidate.value for candidate in found.candidates] == ["en"]
    both = written_in([declared("en"), declared("de-AT", "meta")], GERMAN, SITE)
    assert both is not None
    assert (both.value, both.origin) == ("de-AT", "meta")


def test_a_declaration_that_the_text_confirms_stands() -> None:
    """With its region."""
    found = written_in([declared("en-GB")], ENGLISH, SITE)
    assert found is not None
    assert (found.value, found.origin) == ("en-GB", "html")


def test_a_short_text_decides_nothing() -> None:
    """Below two hundred characters a classifier guesses."""
    assert read_language("Brücke wieder offen") is None
    assert written_in([], "Brücke wieder offen", SITE) is None
