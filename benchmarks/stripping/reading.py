"""Generated pages through the product's own path, up to what stripping gets to see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.stripping.markup import HTML, flat
from benchmarks.stripping.values import Sheet
from pipelines.jobs.extract_lines import Extracted, extracted
from pipelines.jobs.flat_texts import page_of
from pipelines.model import Page

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MARKUPS = (*HTML, "flat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A generated page and what the extractor made of it; page: None where it was refused."""

    sheet: Sheet
    page: Page | None


def readings(sheets: Sequence[Sheet], markup: str) -> list[Reading]:
    """Every sheet in that markup, read as `copydesk extract` or `copydesk clean` reads it."""
    return [Reading(sheet=sheet, page=_page(sheet, markup)) for sheet in sheets]


def _page(sheet: Sheet, markup: str) -> Page | None:
    if markup == "flat":
        return page_of(f"{sheet.serial}.txt", flat(sheet).encode())
    url = f"https://{sheet.site}.example/2026/story-{sheet.serial}.html"
    line = json.dumps({"id": sheet.serial, "url": url, "html": HTML[markup](sheet)})
    result = extracted(line, sheet.serial, NOW)
    return result.page if isinstance(result, Extracted) else None
