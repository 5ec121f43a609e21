"""The text of a site file: every key with its explanation, ready for a person to edit.

Rule 1: a person's file is never overwritten unless that was asked for.
Rule 2: nothing that a page printed reaches a comment; counts and dates do.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.errors import ConfigError
from pipelines.model import Source
from pipelines.sites import KEYS


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
        *(_sources(key, draft.found) for key in KEYS),
        _TAIL,
    ]
    return "\n".join(parts)


def _sources(key: str, found: Sequence[FoundSource]) -> str:
    mine = [item for item in found if item.source.kind is KEYS[key]]
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

# Beats what is learned of the site's health: the fewest and the most articles of an ordinary
# day, causes that are no alert here (docs/health.md), and why.
[expect]
# articles_per_day = [0, 40]
# ignore = ["paywall"]
# reason = "a weekly magazine"
"""
