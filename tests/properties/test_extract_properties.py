"""What holds of extraction for any page."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from pipelines.extract import extract
from pipelines.extract.blocks import SILENT, placed_blocks
from pipelines.extract.characters import readable, squeezed
from pipelines.extract.charset import encoding_of
from pipelines.extract.dates import moment
from pipelines.model import Site, Snapshot

SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
NOW = datetime(2026, 3, 10, tzinfo=UTC)
INLINE_AND_BOXES = (
    "p",
    "div",
    "b",
    "span",
    "li",
    "h2",
    "td",
    "table",
    "tr",
    "blockquote",
    "br",
    "pre",
)

words = st.text(st.characters(categories=("L", "N", "P", "Z")), max_size=12)
pieces = st.one_of(
    words,
    st.sampled_from([f"<{tag}>" for tag in INLINE_AND_BOXES]),
    st.sampled_from([f"</{tag}>" for tag in INLINE_AND_BOXES]),
    st.sampled_from(["<a href=/x>", "</a>", "<!-- c -->", "&amp;", "&#1;", "<script>x</script>"]),
)


def snapshot(payload: bytes) -> Snapshot:
    return Snapshot(
        target_uri="https://gazette.example/a",
        requested_uri="https://gazette.example/a",
        date=NOW,
        status=200,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest="sha256:0",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), st.lists(pieces, max_size=40).map("".join).map(str.encode))
)
def test_no_bytes_raise_and_the_same_bytes_give_the_same_answer(payload: bytes) -> None:
    """Any bytes in, a value out, twice the same."""
    assert extract(snapshot(payload), SITE) == extract(snapshot(payload), SITE)


@settings(max_examples=100, deadline=None)
@given(st.lists(pieces, max_size=40).map("".join))
def test_blocks_hold_every_visible_letter_once_and_in_order(markup: str) -> None:
    """Nothing is lost, doubled or moved by cutting a page into blocks."""
    markup = readable(markup.replace("|", ""))
    root = html.document_fromstring(f"<html><body>{markup}x</body></html>")
    for silent in list(root.iter(*SILENT, html.etree.Comment)):
        silent.drop_tree()
    read = "".join(block.text for block in placed_blocks(root)).replace("|", "")
    assert squeezed(read) == squeezed("".join(root.itertext()))


@given(st.text(max_size=60))
def test_a_date_is_never_outside_what_can_be(raw: str) -> None:
    """Any text gives no date or one between 1990 and the day after tomorrow."""
    found = moment(raw, NOW)
    assert found is None or datetime(1990, 1, 1, tzinfo=UTC) <= found.value <= datetime(
        2026, 3, 12, tzinfo=UTC
    )


@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=30)))
def test_every_payload_has_an_encoding_that_reads_it(payload: bytes, header: str | None) -> None:
    """The codec exists and replaces what it cannot read."""
    assert isinstance(payload.decode(encoding_of(payload, header), errors="replace"), str)
