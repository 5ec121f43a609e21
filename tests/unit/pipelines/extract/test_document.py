"""What a parsed page holds, and where its parsing ends."""

from pipelines.extract import document
from pipelines.extract.document import MOST_ATTRIBUTES, MOST_METAS, MOST_TAGS, parse
from tests.unit.pipelines.extract.pages import PARAGRAPHS, article, page, snapshot, texts


def test_a_button_that_was_never_closed_does_not_hide_the_article() -> None:
    """The standard closes it at its end tag, libxml2 loses the page in it."""
    menu = "<header><button class=menu><div><svg><use/></button></header><main>"
    found, _ = article(page().replace("<article>", f"{menu}<article>"))
    assert texts(found) == PARAGRAPHS


def test_a_page_past_the_byte_limit_is_cut_and_says_so() -> None:
    """What was read is read as ever."""
    found, _ = article(page(after=" " * document.MOST_BYTES))
    assert found.truncated
    assert texts(found) == PARAGRAPHS


def test_a_page_with_too_many_tags_is_read_by_its_tags() -> None:
    """Its head is parsed all the same: headline and date are known."""
    head = '<meta property="article:published_time" content="2026-03-09T10:00:00Z">'
    found, _ = article(page(head=head, after="<i></i>" * MOST_TAGS))
    assert (found.method, found.truncated) == ("flat", True)
    assert texts(found) == PARAGRAPHS
    assert found.metadata.date_published is not None


def test_a_tag_with_too_many_attributes_loses_them_and_nothing_else() -> None:
    """Each would be compared with all others; long values are no harm."""
    crowd = " ".join(f"a{i}=b" for i in range(MOST_ATTRIBUTES * 3))
    parsed = parse(snapshot(f"<p id=x {crowd}>One</p><p title='{'a = b ' * 4000}'>Two</p>"))
    assert parsed is not None
    first, second = parsed.root.iter("p")
    assert (first.text, dict(first.attrib)) == ("One", {})
    assert (second.text, len(second.get("title") or "")) == ("Two", 24_000)


def test_a_head_keeps_so_many_metas_of_such_a_length() -> None:
    """Every one of them is looked up by field."""
    metas = f"<meta name=keywords content='{'a,' * 9000}'>" + "<meta name=b content=c>" * 5000
    parsed = parse(snapshot(page(head=metas)))
    assert parsed is not None
    kept = list(parsed.root.iter("meta"))
    assert len(kept) == MOST_METAS
    assert len(kept[0].get("content") or "") == document.MOST_META_CHARS
