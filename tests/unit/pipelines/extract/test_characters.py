"""Characters that no text may hold go, characters that shape a script stay."""

import pytest

from pipelines.extract.characters import readable, squeezed, tidy


@pytest.mark.parametrize("reference", ["&#x0b;", "&#1;", "&#xFFFE;", "&#xD800;", "&#9999999999;"])
def test_references_to_forbidden_characters_are_dropped(reference: str) -> None:
    """One of them makes trafilatura drop the whole page."""
    assert readable(f"a{reference}b") == "ab"


def test_other_references_stay_for_the_parser() -> None:
    """Entities are the parser's work, also Windows-1252's numbers."""
    assert readable("&#8217;&#x20AC;&#150;&amp;") == "&#8217;&#x20AC;&#150;&amp;"


def test_raw_control_characters_are_dropped() -> None:
    """PostgreSQL refuses NUL; a form feed is white space."""
    assert readable("a\x00b\x0cc\x1bd") == "ab cd"


def test_unseen_characters_do_not_split_or_glue_words() -> None:
    """A soft hyphen is no letter, a joiner in Persian is one."""
    assert tidy(" Heli\u00adkopter\u200b \n\t pad\ufeff") == "Helikopter pad"
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"


def test_squeezed_is_equal_for_two_renderings_of_the_same_words() -> None:
    """White space of any kind makes no difference."""
    assert squeezed("a b\u00a0c\nd") == squeezed("ab c  d") == "abcd"
