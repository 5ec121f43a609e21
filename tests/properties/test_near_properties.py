"""What always holds of likeness, whatever the texts."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity.near import FINGERPRINTS, likeness, share, signature

WORD = st.sampled_from(("harbour", "quay", "Ashby", "12", "voted", "渡", "口", "don't", "straße"))
LINE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)
TEXT = st.lists(LINE, min_size=1, max_size=5).map("\n\n".join)


@given(TEXT, TEXT)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    """Which of two copies came first makes no difference to whether they are copies."""
    first, second = signature(one), signature(other)
    assert share(first, second) == share(second, first)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= share(first, second) <= 1


@given(TEXT)
def test_a_text_is_its_own_copy_or_a_flash(text: str) -> None:
    """Also when it is typeset otherwise."""
    one, other = signature(text), signature(text.replace(" ", "  \t"))
    assert one.fingerprints == other.fingerprints
    assert (likeness(one, other) == 1.0) is bool(one.fingerprints)


@given(st.text())
def test_any_text_has_a_signature(text: str) -> None:
    """Fingerprints are ascending, each once, and never more than are indexed."""
    found = signature(text).fingerprints
    assert list(found) == sorted(set(found))
    assert len(found) in (0, FINGERPRINTS)
