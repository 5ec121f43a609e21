"""Flat text becomes blocks, a line or a wrapped paragraph each."""

from pipelines.template.plain import blocks_of


def texts(text: str) -> list[str]:
    """The blocks' texts."""
    return [block.text for block in blocks_of(text)]


def test_a_line_is_a_block() -> None:
    """Dumps print a label and its headline on two lines without a blank one between."""
    assert texts("Next Article\nNight ferry returns\n\nThe end") == [
        "Next Article",
        "Night ferry returns",
        "The end",
    ]


def test_a_wrapped_paragraph_is_one_block() -> None:
    """Lines of much the same length were cut by an editor, not by a site."""
    wrapped = (
        "The harbour board met in the old hall for the\n"
        "first time since the spring and voted to close\n"
        "the pier until the repairs have been paid for\n"
        "by both wards."
    )
    assert texts(wrapped) == [wrapped.replace("\n", " ")]


def test_any_line_break_and_any_white_space_is_read() -> None:
    """Files come from every system."""
    assert texts("One\r\n\r\nTwo\t words\rThree\n \n") == ["One", "Two words", "Three"]
    assert texts("One\u2028Two\u2029Three\x85Four") == ["One", "Two", "Three", "Four"]


def test_nothing_is_no_block() -> None:
    """An empty file has no article and no error."""
    assert texts(" \n\n ") == []
