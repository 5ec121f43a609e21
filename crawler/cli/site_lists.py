"""Lists of sites that other programs keep: CSV, OPML, JSON.

Rule 1: a bad row is reported with its place and the others go on.
Rule 2: several rows of one site (OPML has a row for each feed) become one site.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from pipelines import typed_toml
from pipelines.errors import ConfigError
from pipelines.model import Source, SourceKind
from pipelines.site_text import FoundSource, SiteDraft
from pipelines.urls import absolute, origin, site_key

_COLUMNS = ("name", "home", "feeds", "sitemaps")


def _home(value: str) -> str:
    text = value.strip()
    address = absolute("", text if "://" in text else f"https://{text}")
    if not text or address is None:
        raise ValueError("is no web address")
    return address


def _source(value: str) -> str:
    address = absolute("", value)
    if address is None:
        raise ValueError("is no web address")
    return address


def _several(value: object) -> object:
    """A cell holds addresses divided by blanks or semicolons; a URL has no unescaped blank."""
    return value.replace(";", " ").split() if isinstance(value, str) else value


_Urls = Annotated[tuple[Annotated[str, AfterValidator(_source)], ...], BeforeValidator(_several)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    home: Annotated[str, AfterValidator(_home)]
    feeds: _Urls = ()
    sitemaps: _Urls = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteList:
    """drafts: one for each site, in the list's order. problems: one line for each bad row."""

    drafts: tuple[SiteDraft, ...]
    problems: tuple[str, ...]


_Place = tuple[str, Mapping[str, Any]]  # "FILE:3" or "FILE: entry 3", and the row found there


def read_list(path: Path) -> SiteList:
    """Read a list of sites, whatever its format. Raises ConfigError if the file is unusable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    places = {b"<": _opml, b"[": _json, b"{": _json}.get(start, _csv)(path, content)
    rows: list[_Row] = []
    problems: list[str] = []
    for place, values in places:
        try:
            rows.append(_Row.model_validate(values))
        except ValidationError as error:
            found = typed_toml.messages(error, _Row)
            problems += [f"{place}: {text}" for _, text in found]
    return SiteList(drafts=tuple(_drafts(rows)), problems=tuple(problems))


def _drafts(rows: Iterable[_Row]) -> Iterator[SiteDraft]:
    sites: dict[str, list[_Row]] = {}
    for row in rows:
        sites.setdefault(site_key(row.home), []).append(row)
    for several in sites.values():
        feeds = _found((url for row in several for url in row.feeds), SourceKind.FEED)
        sitemaps = _found((url for row in several for url in row.sitemaps), SourceKind.SITEMAP)
        yield SiteDraft(
            home=several[0].home, name=several[0].name.strip(), found=(*feeds, *sitemaps)
        )


def _found(urls: Iterable[str], kind: SourceKind) -> list[FoundSource]:
    return [FoundSource(source=Source(url=url, kind=kind)) for url in dict.fromkeys(urls)]


def _csv(path: Path, content: bytes) -> Iterator[_Place]:
    """Divided by what divides the header: spreadsheets write semicolons in half of Europe."""
    lines = io.StringIO(_text(path, content), newline="")
    header = lines.readline()
    delimiter = max(",;\t", key=header.count)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    _require_columns(path, columns)
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield f"{path}:{reader.line_num + 1}", dict(zip(columns, row, strict=False))


def _require_columns(path: Path, columns: Iterable[str]) -> None:
    columns = list(columns)
    for name in columns:
        if name not in _COLUMNS:
            near = typed_toml.nearest(name, _COLUMNS)
            hint = f'; the nearest known one is "{near}"' if near else ""
            raise ConfigError(f'{path}:1: unknown column "{name}"{hint}')
    if "home" not in columns:
        raise ConfigError(f"{path}:1: no column home; the first line names the columns: name,home")


def _json(path: Path, content: bytes) -> Iterator[_Place]:
    try:
        entries = json.loads(_text(path, content))
    except ValueError as error:
        raise ConfigError(f"{path}: no valid JSON: {error}") from error
    if not isinstance(entries, list):
        raise ConfigError(f'{path}: no list; write [{{"name": ..., "home": ...}}, ...]')
    for number, entry in enumerate(entries, 1):
        yield f"{path}: entry {number}", entry


def _opml(path: Path, content: bytes) -> Iterator[_Place]:
    """Source: OPML 2.0, subscription lists. Folders are outlines without xmlUrl."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"{path}: no valid OPML: {error}") from error
    if root.tag != "opml":
        raise ConfigError(f"{path}: no valid OPML: its root is <{etree.QName(root).localname}>")
    for outline in root.iter("outline"):
        said = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        feed, page = said.get("xmlurl", ""), said.get("htmlurl", "")
        if feed or page:
            name = said.get("title") or said.get("text", "")
            values = {"name": name, "home": page or origin(feed), "feeds": feed}
            yield f"{path}:{outline.sourceline}", values


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
