"""Leaked and lost lines."""

from benchmarks.extraction.lines import leaked, lost

TRUE = (
    "The ferry left the harbour at noon, an hour later than planned.",
    "“We waited for the pilot – he was asleep,” the captain said.",
    "Politics is not her trade.",
)


def test_a_foreign_line_is_leaked() -> None:
    """Whatever stands in no paragraph of the truth."""
    assert leaked([TRUE[0], "Read more about our ferries here"], TRUE) == (1,)


def test_split_and_glued_lines_are_not_leaked() -> None:
    """A line is looked for in the whole text, not paragraph by paragraph."""
    split = ["The ferry left the harbour", "at noon, an hour later than planned."]
    assert leaked([*split, f"{TRUE[1]} {TRUE[2]}"], TRUE) == ()
    assert lost(TRUE, [*split, f"{TRUE[1]} {TRUE[2]}"]) == ()


def test_marks_case_and_white_space_make_no_difference() -> None:
    """Quotation marks, dashes, soft hyphens and case are typography."""
    printed = '"We  waited for the pi\u00adlot - HE was asleep", the captain said.'
    assert leaked([printed], TRUE) == ()


def test_a_single_word_is_the_articles_only_at_a_paragraphs_edge() -> None:
    """A label "Harbour" is no paragraph of an article about the harbour."""
    assert leaked(["Harbour"], TRUE) == (0,)
    assert leaked(["Politics"], TRUE) == ()


def test_a_short_line_must_stand_there_as_it_is() -> None:
    """Three words out of order are another line."""
    assert leaked(["the captain said", "said the captain"], TRUE) == (1,)


def test_a_line_with_foreign_words_glued_on_is_leaked() -> None:
    """Where more than half of the words are foreign."""
    box = "Sign up for our letter on ferries and harbours, free of charge, every morning"
    assert leaked([f"{TRUE[0]} {box}", f"{TRUE[0]} Sign up"], TRUE) == (0,)


def test_a_line_of_marks_is_neither_leaked_nor_lost() -> None:
    """There is no word in it."""
    assert leaked(["* * *", "—"], TRUE) == ()
    assert lost(["***"], TRUE) == ()


def test_a_paragraph_cut_in_half_is_lost() -> None:
    """Less than half of its words is not enough, more than half is."""
    assert lost(TRUE[:1], ["The ferry left the harbour"]) == (0,)
    assert lost(TRUE[:1], ["The ferry left the harbour at noon"]) == ()


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    """Else a paragraph would be one word, and a comma would make another."""
    true = ["渡船は正午に港を出た。予定より一時間遅れた。"]
    assert leaked(["渡船は正午に港を出た", "予定より一時間遅れた"], true) == ()
    assert leaked(["関連記事を読む"], true) == (0,)
