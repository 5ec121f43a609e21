"""When two blocks are the same, and what a page says of a text."""

import pytest
from template_pages import headline, page, titles, url

from pipelines.template.keys import block_key
from pipelines.template.shape import could_be_headline, is_prose, word_count
from pipelines.template.titles import foreign_owner, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234 shares", "98 Shares"),
        ("5 min read", "12 min read"),
        ("12 March 2024", "3 April 2021 "),
        ("Updated: 12.03.2024, 14:05", "Updated: 1.4.2023, 9:17"),
        ("“Get a summary” »", "Get a Summary"),
        ("vor 3 Minuten", "vor 41 Minuten"),
        ("12 条评论", "7 条评论"),
    ],
)
def test_counters_and_type_setting_make_no_other_block(one: str, other: str) -> None:
    """A reader would call these the same block of a site."""
    assert block_key(one) == block_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The index closed at 7,104 points.", "The index closed at 7,099 points."),
        ("Flood of 1953", "Flood of 1962"),
        ("Background", "Backgrounds"),
    ],
)
def test_numbers_beside_other_words_make_other_blocks(one: str, other: str) -> None:
    """Two market reports whose figures alone differ are two texts."""
    assert block_key(one) != block_key(other)


def test_a_title_s_quotes_dashes_and_case_make_no_difference() -> None:
    """Feeds, anchors and headlines set the same words in different type."""
    assert title_key("“Moon” – over Ward 9’s  pier") == title_key('"moon" - over ward 9\'s pier')


def test_only_other_articles_headlines_of_some_length_are_foreign() -> None:
    """One's own is not, an unknown one is not, and a short one may be a subhead."""
    known = {**titles(3), title_key("Background"): url(2)}
    here = page(1, [headline(1)])
    found = [foreign_owner(text, here, known) for text in (headline(2), headline(1), "Background")]
    assert found == [url(2), "", ""]


def test_unspaced_scripts_are_counted_in_pairs() -> None:
    """A Chinese sentence is no single word."""
    assert word_count("夜间渡轮修复后重返岛屿") == 6
    assert is_prose("夜间渡轮在经过三个星期的修复之后，今天早上重返岛屿，乘客们表示欢迎。")


def test_a_source_in_brackets_does_not_hide_a_sentence_s_end() -> None:
    """Paragraphs may end in a citation."""
    words = "The harbour board met in the old hall and voted to close the pier."
    assert is_prose(f"{words} [Citation: minutes of the board]")
    assert not is_prose("The harbour board and the old hall of the pier and the closing vote")


def test_a_headline_asks_or_states_but_ends_in_no_full_stop() -> None:
    """The last sign tells running text from a headline."""
    assert could_be_headline("Will the night ferry return?")
    assert not could_be_headline("The night ferry will return.")
