"""The fuzzer's doors, without the fuzzer: seeds, what was found once, and pieces of both."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.seeds import SEEDS, WORDS
from benchmarks.fuzz.targets import TARGETS

# What broke a door before it was mended, as small as it still did.
FOUND = {
    "feeds": [
        # half a surrogate pair in a feed that only the recovering parser reads
        b"\0\0<rss><channel><item><pubDate>&#55296;</a></pubDate></item></channel></rss>",
    ],
    # a codec of Python's that is no text encoding, named in the header
    "html": [b"\x06<p>A page in hexadecimal, says its header.</p>"],
    "home": [b"\0<a href='/&#xD800;'>&#xDFFF;</a>"],
}
CASES = [
    (door, case) for cases in (SEEDS, FOUND) for door, several in cases.items() for case in several
]
SLOW = {"html", "json_ld", "lines"}


@pytest.mark.parametrize(("door", "case"), CASES, ids=range(len(CASES)))
def test_a_door_stands_its_seeds_and_what_was_found_once(door, case):
    """Each finding stays here when it is mended."""
    TARGETS[door](case)


def test_every_door_has_seeds():
    """A door without any is found by chance alone."""
    assert set(SEEDS) == set(TARGETS)


def pieces(door):
    """Seeds cut and joined anew, with words in between: further in than chance alone."""
    cut = st.tuples(st.sampled_from(SEEDS[door]), st.integers(0, 4000), st.integers(0, 400))
    part = cut.map(lambda one: one[0][one[1] % (len(one[0]) + 1) :][: one[2]])
    word = st.sampled_from([word.encode() for word in WORDS])
    whole = st.lists(st.one_of(part, word, st.binary(max_size=8)), max_size=12).map(b"".join)
    return st.tuples(st.binary(min_size=2, max_size=2), whole).map(b"".join)


@pytest.mark.parametrize("door", sorted(set(TARGETS) - SLOW))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_pieces_break_a_door(door, data):
    """No exception leaves the core, and what comes out can be shown and stored."""
    TARGETS[door](data.draw(pieces(door)))


@pytest.mark.slow
@pytest.mark.parametrize("door", sorted(SLOW))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_pieces_break_a_page(door, data):
    """The same where an input costs a whole extraction."""
    TARGETS[door](data.draw(pieces(door)))
