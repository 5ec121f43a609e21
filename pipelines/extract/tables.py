"""Is a table data, to be read by rows, or layout, to be read by cells?

Pages of the 2000s are laid out in tables; read as rows they were more than half of all leaked
lines of that era (measured 2026-11-22).
"""

from collections.abc import Iterator

from lxml import html

from pipelines.extract.characters import tidy

# A cell of data is a name or a number; a longer mean is prose in columns.
MEAN_CELL_CHARS = 80
_LAYOUT_INSIDE = ("table", "article", "section", "h1", "h2", "h3", "form", "ul", "ol", "blockquote")


def is_data_table(table: html.HtmlElement) -> bool:
    """Whether the table has at least two rows and columns of short, unstructured cells."""
    if table.get("role") == "presentation":
        return False
    if next((e for e in table.iterdescendants(*_LAYOUT_INSIDE)), None) is not None:
        return False
    cells = [len(list(row.iterchildren("td", "th"))) for row in table.iter("tr")]
    if len(cells) < 2 or max(cells) < 2:
        return False
    return len(tidy("".join(table.itertext()))) <= MEAN_CELL_CHARS * sum(cells)


def rows(table: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, int]]:
    """(row, its cells' texts joined by ` | `, characters inside links) of each row with text."""
    for row in table.iter("tr", "caption"):
        cells = [row] if row.tag == "caption" else list(row.iterchildren("td", "th"))
        texts = [tidy(" ".join(cell.itertext())) for cell in cells]
        if any(texts):
            linked = sum(len("".join("".join(a.itertext()).split())) for a in row.iter("a"))
            yield row, " | ".join(text for text in texts if text), linked
