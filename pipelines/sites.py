"""Site files: one TOML file per site, read strictly.

Rule: a broken file is a problem that is reported; the other sites go on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from pipelines import selectors, typed_toml
from pipelines.errors import ConfigError
from pipelines.model import Cause, Expected, Site, SiteRules, Source, SourceKind
from pipelines.typed_toml import Document, Problem
from pipelines.urls import absolute, site_key

# Reading order: what says most about an article comes first.
KEYS: dict[str, SourceKind] = {
    "feeds": SourceKind.FEED,
    "news_sitemaps": SourceKind.NEWS_SITEMAP,
    "sitemaps": SourceKind.SITEMAP,
    "sections": SourceKind.SECTION,
}


def _web_address(value: str) -> str:
    address = absolute("", value)
    if address is None:
        raise ValueError("is no web address; it starts with https:// or http://")
    return address


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return value


def _entry(value: str) -> str:
    """A phrase, or a selector that can be used."""
    if value.startswith(selectors.PREFIX):
        try:
            selectors.compiled(value.removeprefix(selectors.PREFIX))
        except ConfigError as error:
            raise ValueError(str(error)) from error
    return value


_Entries = tuple[Annotated[str, AfterValidator(_entry)], ...]
_Url = Annotated[str, AfterValidator(_web_address)]
_Urls = tuple[_Url, ...]
_Count = Annotated[int, Field(ge=0)]
_Expressions = tuple[Annotated[str, AfterValidator(_expression)], ...]


def _patterns(value: object) -> object:
    """`true` is the pattern that every address has."""
    if not isinstance(value, bool | list):
        raise ValueError("must be true, false, or a list of regular expressions")
    return {True: ("",), False: ()}[value] if isinstance(value, bool) else value


_Rendered = Annotated[_Expressions, BeforeValidator(_patterns)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Articles(_Table):
    include: _Expressions = ()
    exclude: _Expressions = ()


class _Template(_Table):
    keep: _Entries = ()
    drop: _Entries = ()


class _Crawl(_Table):
    delay_s: float | None = Field(default=None, ge=0, le=3600, allow_inf_nan=False)
    max_articles_per_run: int | None = Field(default=None, ge=1)


class _Expect(_Table):
    articles_per_day: tuple[_Count, _Count] | None = None
    ignore: tuple[Cause, ...] = ()
    reason: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.articles_per_day or self.ignore) and not self.reason.strip():
            raise ValueError("needs a reason: why does it beat what is learned?")
        return self

    @field_validator("articles_per_day")
    @classmethod
    def _ascends(cls, value: tuple[int, int] | None) -> tuple[int, int] | None:
        if value and value[0] > value[1]:
            raise ValueError("names the fewest first, then the most")
        return value


class _SiteTable(_Table):
    """The whole file, key by key."""

    home: _Url
    name: str | None = Field(default=None, min_length=1)
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    feeds: _Urls = ()
    news_sitemaps: _Urls = ()
    sitemaps: _Urls = ()
    sections: _Urls = ()
    render: _Rendered = ()
    articles: _Articles = _Articles()
    template: _Template = _Template()
    crawl: _Crawl = _Crawl()
    expect: _Expect = _Expect()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A site with the file that says so; `name` is what a person types to mean it."""

    path: Path
    site: Site

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def load_site(path: Path) -> Site:
    """Raises ConfigError with one line per problem of the file."""
    return _checked(typed_toml.read(path))


def parse_site(path: Path, text: str) -> Site:
    """The site of a file that another machine has read. Raises ConfigError as `load_site`."""
    return _checked(typed_toml.parse(path, text))


def _checked(document: Document) -> Site:
    try:
        table = _SiteTable.model_validate(document.values)
    except ValidationError as error:
        found = typed_toml.messages(error, _SiteTable)
        problems = (
            Problem(where=str(document.path), line=document.line_of(keys), message=text)
            for keys, text in found
        )
        typed_toml.raise_for(problems)
        raise
    return _site(table)


def load_files(folder: Path) -> tuple[tuple[SiteFile, ...], tuple[str, ...]]:
    """Every readable site file of a folder by name, and one line for each problem.

    Of two files with one site the first by name counts. A missing folder has no sites.
    """
    files: dict[str, SiteFile] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            site = load_site(path)
        except ConfigError as error:
            problems += str(error).splitlines()
            continue
        first = files.setdefault(site.key, SiteFile(path=path, site=site))
        if first.path != path:
            problems.append(f"{path}: the site {site.key} has a file already: {first.path}")
    return tuple(files.values()), tuple(problems)


def load_sites(folder: Path) -> tuple[tuple[Site, ...], tuple[str, ...]]:
    """Every readable site of a folder, and one line for each problem (see `load_files`)."""
    files, problems = load_files(folder)
    return tuple(file.site for file in files), problems


def _site(table: _SiteTable) -> Site:
    key = site_key(table.home)
    # A file that names no source means: look at the front page, which links to what is new.
    front = Source(url=table.home, kind=SourceKind.SECTION)
    listed = (
        Source(url=url, kind=kind) for name, kind in KEYS.items() for url in getattr(table, name)
    )
    return Site(
        key=key,
        name=table.name or key,
        home=table.home,
        language=table.language,
        sources=_distinct(listed) or (front,),
        rules=SiteRules(
            keep=table.template.keep,
            drop=table.template.drop,
            include=table.articles.include,
            exclude=table.articles.exclude,
        ),
        delay_s=table.crawl.delay_s,
        max_articles_per_run=table.crawl.max_articles_per_run,
        render=table.render,
        expected=_expected(table.expect),
    )


def _expected(table: _Expect) -> Expected:
    return Expected(
        articles_per_day=table.articles_per_day, ignored=table.ignore, reason=table.reason
    )


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """A URL listed twice is asked once, as the kind that says most."""
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(source.url, source)
    return tuple(first.values())
