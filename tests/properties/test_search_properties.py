"""What always holds of a search's words, its query and its passages."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from pipelines.search.passages import marked, passage
from pipelines.search.query import MOST_TERMS, Query, Term, parse
from pipelines.search.words import MOST_CHARS, MOST_WORDS, composed, fold, indexed, wanted, words

WRITTEN = st.text(max_size=200) | st.text(
    alphabet="abÄß東京都カ゛한กา -\"*'½⑴ﷺ_\u0301\u00ad", max_size=60
)
WORD = st.text(alphabet="abcäßéøЖ漢字かなहि0", min_size=1, max_size=8)


@given(WRITTEN)
@example("İ")
@example("ﷺ ½ ⑴")
def test_folding_twice_is_folding_once(text: str) -> None:
    """A query is folded as the text was; neither drifts."""
    assert fold(fold(text)) == fold(text)


@given(WRITTEN)
def test_a_word_is_nothing_that_an_engine_could_read_as_syntax(text: str) -> None:
    """Blanks, quotes, stars, colons and backslashes never pass."""
    for word in indexed(text):
        assert word
        assert not set(word) & set(" '\"*:\\&|!()<>-^{}\0\t\n")
        assert len(word) <= MOST_CHARS


@given(WRITTEN)
def test_words_stand_where_they_say(text: str) -> None:
    """Places are in order and within the text."""
    whole = composed(text)
    places = [(word.start, word.end) for word in words(whole)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(whole) for start, end in places)


@given(st.text(alphabet="ab ", max_size=50).map(lambda text: text * 2000))
def test_the_words_of_a_text_are_bounded(text: str) -> None:
    """A page of any length costs the index no more than the longest article."""
    assert len(indexed(text)) <= MOST_WORDS


@given(WORD, WORD, WORD)
def test_what_stands_in_a_text_is_found_as_a_phrase(before: str, phrase: str, after: str) -> None:
    """Also a piece from the middle of a running script."""
    text = f"{before} {phrase} {after}"
    sought, begins = wanted(phrase)
    if sought:
        term = Term(words=sought, begins=begins)
        assert any(part.is_hit for part in marked(text, [term]))


@given(st.text(alphabet="東京都大阪府", min_size=1, max_size=12), st.data())
def test_any_piece_of_a_run_without_blanks_is_found(run: str, data: st.DataObject) -> None:
    """Pairs overlap, and the last character stands alone, so nothing falls between."""
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    sought, begins = wanted(run[start:end])
    hits = [part.text for part in marked(run, [Term(words=sought, begins=begins)]) if part.is_hit]
    assert any(run[start:end] in hit or hit in run for hit in hits)


@given(WRITTEN)
@example("»\x850")  # a line ends there, too
@example('"\r0')
@example('"\n"')
def test_a_query_is_read_or_refused_in_a_line(text: str) -> None:
    """No other ending, whatever is typed."""
    try:
        query = parse(text)
    except UsageError as refused:
        lines = str(refused).splitlines()
        assert len(lines) == 1
        return
    assert query.terms
    assert len(query.terms) + len(query.unwanted) <= MOST_TERMS
    assert all(term.words and all(term.words) for term in (*query.terms, *query.unwanted))


@given(st.lists(WORD, min_size=1, max_size=5), st.lists(WORD, max_size=3))
def test_what_is_typed_rightly_is_what_is_read(good: list[str], bad: list[str]) -> None:
    """Quoted or not, a word is the same term; doubles count once."""
    good, bad = ([one for one in some if indexed(one)] for some in (good, bad))
    if not good:
        return
    plain = " ".join([*good, *(f"-{one}" for one in bad)])
    quoted = " ".join([*(f"“{one}”" for one in good), *(f'-"{one}"' for one in bad)])
    assert parse(plain) == parse(quoted)
    assert isinstance(parse(plain), Query)


@given(WRITTEN, st.lists(WORD, max_size=3), st.integers(20, 200))
def test_a_passage_is_a_piece_of_the_text(text: str, sought: list[str], chars: int) -> None:
    """Letter for letter, but for white space and the dots at its ends."""
    found = [wanted(one) for one in sought]
    terms = [Term(words=some, begins=begins) for some, begins in found if some]
    whole = composed(" ".join(text.split()))
    shown = "".join(part.text for part in passage(text, terms, chars) if part.text != "…")
    assert shown in whole or shown.replace("…", "") in whole
    assert len(shown) <= chars


@given(WRITTEN, st.lists(WORD, max_size=3))
def test_marking_hits_loses_nothing(text: str, sought: list[str]) -> None:
    """The parts joined are the text."""
    found = [wanted(one) for one in sought]
    terms = [Term(words=some, begins=begins) for some, begins in found if some]
    assert "".join(part.text for part in marked(text, terms)) == composed(text)
