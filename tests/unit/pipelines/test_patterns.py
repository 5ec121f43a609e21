"""Addresses without what varies, and what their history says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.patterns import (
    FRUITLESS,
    Yield,
    differing,
    endless,
    parameters,
    pattern,
    without,
)
from pipelines.urls import url_key

SITE = "https://gazette.example"


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        (f"{SITE}/events/2026/11/23", "gazette.example/events/0/0/0"),
        (f"{SITE}/calendar.php?month=2026-11&utm_source=x", "gazette.example/calendar.php?month"),
        (f"{SITE}/2026/11/the-bridge-opens-again", "gazette.example/0/0/*"),
        (f"{SITE}/sport/f-1/abc123?page=2&day=4", "gazette.example/sport/*/*?day&page"),
        (f"{SITE}/", "gazette.example"),
    ],
)
def test_a_pattern_keeps_what_an_address_shares_with_others(url: str, shape: str) -> None:
    assert pattern(url).rstrip("/") == shape


def test_a_patterns_spellings_are_one() -> None:
    assert pattern("http://www.gazette.example/a/1/?utm_medium=x#top") == pattern(f"{SITE}/a/1")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/a/b/a/b/a/b/a/b", "the step 'a' 4 times"),
        ("/" + "/".join(f"step{n}" for n in range(17)), "17 steps deep"),
        ("/list?" + "&".join(f"filter{n}=1" for n in range(13)), "13 parameters"),
        ("/2026/11/23/town/council/the-bridge-opens-again?id=4", ""),
    ],
)
def test_what_no_newsroom_writes_is_endless(path: str, why: str) -> None:
    assert endless(f"{SITE}{path}") == why


def test_a_pattern_is_a_trap_once_many_pages_in_a_row_gave_nothing() -> None:
    barren = Yield(asked=FRUITLESS - 1, fruitless=FRUITLESS - 1)
    assert not barren.is_trap
    assert barren.after(is_article=False).is_trap
    assert not barren.after(is_article=True).is_trap


def test_a_pattern_that_gave_many_articles_is_none_however_long_it_gives_none() -> None:
    """A wall for a week, or a source that names old pages, must not silence a section."""
    assert not Yield(asked=300, articles=200, fruitless=100).is_trap


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("/a?s=1", "/a?s=2", "s"),
        ("/a?s=1", "/a", "s"),
        ("/a?id=1&s=1", "/a?s=2&id=1", "s"),
        ("/a?id=1&s=1", "/a?id=2&s=2", None),
        ("/a?s=1", "/b?s=2", None),
        ("/a?s=1", "/a?s=1&utm_source=x", None),
    ],
)
def test_two_addresses_may_differ_in_one_parameter(one: str, other: str, name: str | None) -> None:
    assert differing(f"{SITE}{one}", f"{SITE}{other}") == name


def test_a_parameter_without_effect_is_left_out_of_the_identity() -> None:
    key = url_key(f"{SITE}/a?id=1&s=9")
    assert without(key, frozenset({"s"})) == url_key(f"{SITE}/a?id=1")
    assert without(key, frozenset({"s", "id"})) == url_key(f"{SITE}/a")
    assert without(key, frozenset()) == key


NAMES = st.sampled_from(["id", "s", "view", "q"])


@given(st.dictionaries(NAMES, st.text("ab1 &=", max_size=3)), st.frozensets(NAMES))
def test_leaving_out_takes_those_alone(pairs: dict[str, str], names: frozenset[str]) -> None:
    from urllib.parse import urlencode

    key = url_key(f"{SITE}/a?{urlencode(pairs)}")
    left = without(key, names)
    assert [one for one in parameters(key) if one[0] not in names] == list(parameters(left))
    assert url_key(left) == left == without(left, names)
