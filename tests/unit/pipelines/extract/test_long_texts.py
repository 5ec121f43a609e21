"""Texts longer than any article has."""

from pipelines.extract import MOST_BLOCK_CHARS, MOST_TEXT_CHARS
from pipelines.model import Reason
from tests.unit.pipelines.extract.pages import PARAGRAPHS, article, page, rejection, texts


def test_a_line_without_end_is_cut_and_the_article_stays() -> None:
    """Nine million characters in one paragraph took 890 MB on their way into the database."""
    found, _ = article(page(after="<p>" + "long " * MOST_BLOCK_CHARS + "</p>"))
    assert set(PARAGRAPHS) <= set(texts(found))
    assert max(len(block.text) for block in found.blocks) <= MOST_BLOCK_CHARS
    assert found.truncated


def test_an_article_without_end_is_a_rejection_with_its_reason() -> None:
    """Many paragraphs, each of a length that may be."""
    count = MOST_TEXT_CHARS // len(PARAGRAPHS[0]) + 200
    body = "".join(f"<p>{PARAGRAPHS[0]} {n}</p>" for n in range(count))
    found = rejection(page(body=body))
    assert found.reason is Reason.TOO_LONG
    assert str(MOST_TEXT_CHARS) in found.evidence
