"""A folder of flat texts of one generated site."""

from pathlib import Path

from benchmarks.stripping.markup import flat
from benchmarks.stripping.sites import sheets

COUNT = 80


def write_texts(folder: Path, count: int = COUNT) -> None:
    """One file for each text, as a scraper without markup would leave them."""
    folder.mkdir()
    for sheet in sheets("harbour", 7, count):
        (folder / f"{sheet.serial:04}.txt").write_text(flat(sheet), encoding="utf-8")
