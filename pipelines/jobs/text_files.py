"""A folder of flat texts: which files it has, what address each is, and the article in each.

Rule 1: a file's address is text://SITE/PATH, so that importing the folder again finds it again.
Rule 2: nothing is guessed: a text names no author, its date is what a line below its headline
    states, and a file's time is its copy's.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from pipelines.extract import EXTRACTOR_VERSION
from pipelines.extract.dates import day_of, is_month_first
from pipelines.extract.dating import dated
from pipelines.extract.header_lines import Header, header_of
from pipelines.jobs.flat_texts import NoTextError, page_of
from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Extraction,
    Metadata,
    Page,
    Reason,
    Rejected,
    Site,
    Snapshot,
    Sourced,
    Template,
    Verdict,
)
from pipelines.process import page
from pipelines.template.strip import strip

METHOD = "flat-text"
_VERDICT = Verdict(
    kind=ArticleKind.NEWS, access=Access.UNKNOWN, evidence="a flat text, imported as an article"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A file and its address. name: its path below the folder, as a person writes it."""

    path: Path
    name: str
    url: str


def files_of(folder: Path, site: str) -> list[TextFile]:
    """Every regular file of the folder and those in it, by name; no link, nothing hidden.

    Raises OSError for a folder that cannot be read.
    """
    return sorted(_walk(folder, folder, site), key=lambda one: one.name)


def _walk(folder: Path, root: Path, site: str) -> Iterator[TextFile]:
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), root, site)
        elif entry.is_file(follow_symlinks=False):
            name = Path(entry.path).relative_to(root).as_posix()
            path = quote(name.encode("utf-8", "surrogateescape"))
            yield TextFile(path=Path(entry.path), name=name, url=f"text://{site}/{path}")


def snapshot_of(file: TextFile, now: datetime) -> Snapshot:
    """The file's bytes as what its address answered; status 0: no server did. Raises OSError."""
    payload = file.path.read_bytes()
    return Snapshot(
        target_uri=file.url,
        requested_uri=file.url,
        date=now,
        status=0,
        headers=(("content-type", "text/plain"),),
        payload=payload,
        payload_digest=f"sha256:{sha256(payload).hexdigest()}",
    )


def extracted(snapshot: Snapshot, site: Site) -> Extraction | Rejected:
    """The text's blocks; its headline and the lines that date it stand outside the body."""
    try:
        text = page_of(snapshot.target_uri, snapshot.payload)
    except NoTextError as error:
        return _rejected(snapshot, site, Reason.NO_TEXT, str(error))
    first, *rest = text.blocks
    if not rest:
        return _rejected(snapshot, site, Reason.TOO_SHORT, "has one line")
    header = header_of([block.text for block in rest], partial(day_of, latest=snapshot.date))
    body = (replace(one, in_body=at not in header.lines) for at, one in enumerate(rest))
    return Extraction(
        blocks=(replace(first, in_body=False), *body),
        metadata=_metadata(text, site, header, snapshot.date),
        method=METHOD,
        extractor_version=EXTRACTOR_VERSION,
    )


def article_of(
    url: str,
    extraction: Extraction,
    *,
    site: Site,
    template: Template,
    titles: Mapping[str, str],
) -> Article | Rejected:
    """The article with what the site is known to repeat stricken."""
    cleaned = strip(page(url, extraction), template, site.rules, titles)
    if not cleaned.kept:
        evidence = f"all {len(cleaned.removals)} blocks belong to the site's template"
        return Rejected(site=site.key, url=url, reason=Reason.TOO_SHORT, evidence=evidence)
    return Article(site=site.key, url=url, extraction=extraction, cleaned=cleaned, verdict=_VERDICT)


def _rejected(snapshot: Snapshot, site: Site, reason: Reason, evidence: str) -> Rejected:
    return Rejected(site=site.key, url=snapshot.target_uri, reason=reason, evidence=evidence)


def _metadata(text: Page, site: Site, header: Header, now: datetime) -> Metadata:
    language = _language(text, site)
    month_first = is_month_first(language.value if language else "", site.key)
    return Metadata(
        headline=Sourced(value=text.headline, origin="first-line", raw=text.headline),
        date_published=dated("date_published", header.offers, now, month_first=month_first),
        date_modified=dated("date_modified", header.offers, now, month_first=month_first),
        in_language=language,
    )


def _language(text: Page, site: Site) -> Sourced[str] | None:
    if site.language:
        return Sourced(value=site.language, origin="site-file", raw=site.language)
    return Sourced(value=text.language, origin="text") if text.language else None
