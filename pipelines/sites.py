"""Site files: one TOML file per site, read strictly and written with an explanation of each key.

Rule 1: a broken file is a problem that is reported; the other sites go on.
Rule 2: a person's file is never overwritten unless that was asked for.
Rule 3: nothing that a page printed reaches a comment; counts and dates do.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipelines import selectors, typed_toml
from pipelines.errors import ConfigError
from pipelines.model import Site, SiteRules, Source, SourceKind
from pipelines.typed_toml import Problem
from pipelines.urls import absolute, site_key

# Reading order: what says most about an article comes first.
_KEYS: dict[str, SourceKind] = {
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A site with the file that says so; `name` is what a person types to mean it."""

    path: Path
    site: Site

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSource:
    """A source with what it gave when it was asked.

    links: articles that it names; None when it was not asked. newest: the latest date among
    them. problem: one line why it could not be read, else empty.
    """

    source: Source
    links: int | None = None
    newest: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """A site about to be written to a file; `found` are the sources that it will have."""

    home: str
    name: str = ""
    language: str | None = None
    found: tuple[FoundSource, ...] = ()


def load_site(path: Path) -> Site:
    """Raises ConfigError with one line per problem of the file."""
    document = typed_toml.read(path)
    try:
        table = _SiteTable.model_validate(document.values)
    except ValidationError as error:
        found = typed_toml.messages(error, _SiteTable)
        problems = (
            Problem(where=str(path), line=document.line_of(keys), message=text)
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


def write_site(path: Path, draft: SiteDraft, *, force: bool = False) -> str:
    """Write a commented site file and give back its text.

    Raises ConfigError when the file exists (unless `force`), and when it cannot be written.
    """
    text = render(draft)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise ConfigError(
            f"{path}: exists already and is left as it is; --force replaces it"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
    return text


def file_name(name: str) -> str:
    """The file for a site of that name or key: lower case, safe on every file system."""
    stem = re.sub(r"[^\w.-]+", "-", name.lower()).strip("-.")
    return f"{stem or 'site'}.toml"


def render(draft: SiteDraft) -> str:
    """The site file's text; every key is there, those without a value commented out."""
    home = [f"home = {_quoted(draft.home)}"]
    parts = [
        _HEAD,
        _explained("The front page. Its domain is the site's key.", home),
        _explained("Shown in tables.", [_or_example("name", draft.name, "The Gazette")]),
        _explained(
            "Language of the articles (BCP 47), where their own pages do not state it rightly.",
            [_or_example("language", draft.language, "en")],
        ),
        *(_sources(key, draft.found) for key in _KEYS),
        _TAIL,
    ]
    return "\n".join(parts)


def _site(table: _SiteTable) -> Site:
    key = site_key(table.home)
    # A file that names no source means: look at the front page, which links to what is new.
    front = Source(url=table.home, kind=SourceKind.SECTION)
    listed = (
        Source(url=url, kind=kind) for name, kind in _KEYS.items() for url in getattr(table, name)
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
    )


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    """A URL listed twice is asked once, as the kind that says most."""
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(source.url, source)
    return tuple(first.values())


def _sources(key: str, found: Sequence[FoundSource]) -> str:
    mine = [item for item in found if item.source.kind is _KEYS[key]]
    if not mine:
        return _explained(_SAYS[key], [f"# {key} = []"])
    lines = [f"    {_quoted(item.source.url)},{_counted(item)}" for item in mine]
    return _explained(_SAYS[key], [f"{key} = [", *lines, "]"])


def _counted(item: FoundSource) -> str:
    if item.links is None:
        return ""
    newest = f", newest {item.newest:%Y-%m-%d}" if item.newest else ""
    return f"  # {item.links} article{'' if item.links == 1 else 's'}{newest}"


def _explained(comment: str, lines: Sequence[str]) -> str:
    return "\n".join([f"# {comment}", *lines, ""])


def _or_example(key: str, value: str | None, example: str) -> str:
    return f"{key} = {_quoted(value)}" if value else f"# {key} = {_quoted(example)}"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL and lone surrogates."""
    plain = text.encode("utf-8", "replace").decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


_HEAD = """\
# A site of Copydesk. Only `home` is needed; a key that Copydesk does not know is an error.
# What is commented out shows an example. `copydesk sites check` says whether all answers.
"""

_SAYS = {
    "feeds": "RSS, Atom or JSON feeds: the newest articles, with title and date.",
    "news_sitemaps": "Sitemaps with the news extension: the last days' articles, title and date.",
    "sitemaps": "Other sitemaps, or indexes of them: reach further back than feeds.",
    "sections": "Pages that link to articles; needed where feeds and sitemaps miss some.",
}

_TAIL = """\
# Pages whose text only scripts make: true, or regular expressions searched in the address of
# those. A browser renders them (needs copydesk[render] and Chromium); each costs seconds.
# render = true

# Which addresses are articles: regular expressions searched in the URL. Without `include`
# every address may be one.
[articles]
# include = ["/20[0-9]{2}/"]
# exclude = ["/podcast/"]

# What the site prints around its articles, where Copydesk needs help: whole paragraphs as
# printed, or CSS selectors after "css:". These beat everything that is learned.
[template]
# keep = ["What happens next"]
# drop = ["Support independent journalism", "css:.promo-box"]

# Beats copydesk.toml for this site.
[crawl]
# delay_s = 2.0
# max_articles_per_run = 100
"""
