"""What a run may be told, where each value came from, and what is wrong with it.

Rule 1: defaults < copydesk.toml < COPYDESK_* variables < command line.
Rule 2: a path in copydesk.toml is relative to that file's folder, so that every command works
    from any directory below it; a path in a variable or on the command line is relative to the
    current directory, as with every other program.
Rule 3: an unknown key or variable is an error: a misspelt limit that is silently ignored is
    found out by the sites.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipelines import typed_toml
from pipelines.typed_toml import Document, Problem

FILE_NAME = "copydesk.toml"
PREFIX = "COPYDESK_"
_PATHS = ("sites_dir", "archive_dir")
# Variables that share the prefix and are no settings: the file's own place, the tests' server, the
# pages that extraction is judged by.
_NOT_SETTINGS = {"COPYDESK_BENCHMARK", "COPYDESK_CONFIG", "COPYDESK_TEST_PG_URL"}

_LISTS = ("allow_networks", "recheck")
# "15m for 3h"; the longest are 9,999 days, which no clock overflows.
_Step = Annotated[str, Field(pattern=r"^[1-9]\d{0,3}[mhd] for [1-9]\d{0,3}[mhd]$")]
_Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]


class Settings(BaseModel):
    """Every setting with its default; the descriptions are what `copydesk init` writes out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    db: str = Field(
        "sqlite:///copydesk.db",
        description="database: sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME",
    )
    sites_dir: Path = Field(Path("sites"), description="folder of the site files")
    archive_dir: Path = Field(
        Path("archive"), description="folder of the WARC files: every page exactly as it was sent"
    )
    contact: str = Field(
        "",
        description="mail address or URL in the user agent, so that a site can reach you; needed"
        " to ask any site but this machine's own",
        examples=["desk@example.org"],
    )
    user_agent: str | None = Field(
        None,
        description='whole user agent instead of "copydesk/VERSION (+contact)"',
        examples=["copydesk/0.1 (+desk@example.org)"],
    )
    opt_outs: Literal["record", "respect"] = Field(
        "record",
        description="AI and TDM opt-outs of sites: record them, or respect them as well",
    )
    delay_s: _Seconds = Field(0.5, description="seconds between two requests to one host")
    throttle: float = Field(
        0.5,
        ge=0,
        le=1,
        description="most of a host's time that answering may take: 0.5 waits as long again as"
        " an answer took; 0 for no such wait",
    )
    crawl_delay_cap_s: _Seconds = Field(
        30, description="longest Crawl-delay of a robots.txt that is honoured, in seconds"
    )
    concurrency: int = Field(
        16, ge=1, le=1000, description="requests in flight at a time over all hosts"
    )
    proxy: str | None = Field(
        None,
        description="HTTP proxy for every request",
        examples=["http://proxy.example.org:3128"],
    )
    allow_networks: tuple[str, ...] = Field(
        (),
        description="networks besides the public internet that may be connected to (CIDR)",
        examples=[["127.0.0.0/8"]],
    )
    max_body_bytes: int = Field(
        10 * 1024 * 1024, ge=1024, description="longest answer that is taken, in bytes unpacked"
    )
    max_articles_per_run: int = Field(
        1000,
        ge=1,
        description="most article pages asked of one site in one run; the rest is left for later",
    )
    recheck: tuple[_Step, ...] = Field(
        ("15m for 3h", "1h for 1d", "3h for 7d", "30d for 365d"),
        description="how often an article is asked for again until it is how old (m, h, d);"
        " [] for never",
    )
    recheck_share: float = Field(
        0.25,
        ge=0,
        le=1,
        description="most of max_articles_per_run that may go to articles asked for again,"
        " beside the new ones",
    )
    workers: int | None = Field(
        None,
        ge=1,
        le=256,
        description="processes that extract articles; one per core",
        examples=[2],
    )
    worker_memory_bytes: int = Field(
        2 * 1024**3, ge=512 * 1024**2, description="address space of one such process, in bytes"
    )
    page_deadline_s: float = Field(
        20, gt=0, le=3600, description="seconds until the work on one page is given up"
    )
    template_window: int = Field(
        200, ge=10, le=10_000, description="newest articles of a site that its template learns from"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="least severe log lines that are shown: DEBUG, INFO, WARNING, ERROR"
    )

    @property
    def worker_count(self) -> int:
        """How many processes extract articles."""
        return self.workers or os.cpu_count() or 1

    @property
    def agent(self) -> str:
        """The user agent: who asks, which version, and how to reach the person behind it."""
        if self.user_agent:
            return self.user_agent
        return f"copydesk/{version('copydesk')}" + (f" (+{self.contact})" if self.contact else "")

    @field_validator("db")
    @classmethod
    def _is_database_url(cls, value: str) -> str:
        if "://" not in value:
            raise ValueError("is no database URL; a file is written sqlite:///copydesk.db")
        return value

    @field_validator("allow_networks")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            try:
                ip_network(network, strict=False)
            except ValueError as error:
                raise ValueError("is no network like 10.0.0.0/8 or fd00::/8") from error
        return value

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, value: str | None) -> str | None:
        if value is not None and not _is_http_url(value):
            raise ValueError("is no proxy address like http://proxy.example.org:3128")
        return value

    @field_validator("contact")
    @classmethod
    def _is_reachable(cls, value: str) -> str:
        if value and "@" not in value and not _is_http_url(value):
            raise ValueError("is neither a mail address nor a URL")
        return value

    @field_validator("contact", "user_agent")
    @classmethod
    def _fits_a_header(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable()):
            raise ValueError("may hold printable ASCII characters only, as a header must")
        return value


GROUPS: Mapping[str, tuple[str, ...]] = {
    "Where things are": ("db", "sites_dir", "archive_dir"),
    "How sites see you": (
        *("contact", "user_agent", "opt_outs", "delay_s", "throttle", "crawl_delay_cap_s"),
    ),
    "The network": ("concurrency", "proxy", "allow_networks", "max_body_bytes"),
    "The work": (
        *("max_articles_per_run", "recheck", "recheck_share", "workers", "worker_memory_bytes"),
        *("page_deadline_s", "template_window"),
    ),
    "What is shown": ("log_level",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings of one command.

    origins: for each key "default", the file, the variable's name or "command line".
    root: the folder of copydesk.toml, or the current directory where there is none.
    """

    settings: Settings
    origins: Mapping[str, str]
    root: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A value that somebody gave; a relative path in it starts at `base`."""

    value: object
    origin: str
    base: Path
    line: int | None = None


def load(path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, object]) -> Loaded:
    """The settings in force, every path in them absolute.

    path: a file that was asked for by name; None: COPYDESK_CONFIG, else the nearest
    copydesk.toml from the current directory upward. overrides: from the command line; None and
    an empty variable count as not given. Raises ConfigError with one line per problem.
    """
    file = path or _named(environ) or _nearest(Path.cwd())
    root = file.resolve().parent if file else Path.cwd()
    stated = dict(_from_file(file)) | dict(_from_environment(environ)) | dict(_given(overrides))
    settings = _validated(stated)
    bases = {key: value.base for key, value in stated.items()}
    return Loaded(
        settings=_anchored(settings, bases, root),
        origins={
            key: stated[key].origin if key in stated else "default" for key in Settings.model_fields
        },
        root=root,
    )


def commented(contact: str = "") -> str:
    """A copydesk.toml with every setting at its default, commented out, but for the contact."""
    lines = [
        "# Settings of Copydesk. What is commented out is the default; remove the # to change it.",
        "# Each can also be set by a variable (COPYDESK_DELAY_S=1), which beats this file.",
    ]
    for title, keys in GROUPS.items():
        lines += ["", f"# {title}"]
        for key in keys:
            field = Settings.model_fields[key]
            unset = "; not set, for example:" if field.examples else ""
            value = field.examples[0] if field.examples else field.default
            stated = contact if key == "contact" else ""
            line = f"{key} = {_toml(stated)}" if stated else f"# {key} = {_toml(value)}"
            lines += ["", f"# {field.description}{unset}", line]
    return "\n".join(lines) + "\n"


def _named(environ: Mapping[str, str]) -> Path | None:
    name = environ.get("COPYDESK_CONFIG")
    return Path(name) if name else None


def _nearest(folder: Path) -> Path | None:
    files = (parent / FILE_NAME for parent in (folder, *folder.parents))
    return next((file for file in files if file.is_file()), None)


def _from_file(path: Path | None) -> Iterator[tuple[str, _Stated]]:
    if path is None:
        return
    document: Document = typed_toml.read(path)
    base = path.resolve().parent
    for key, value in document.values.items():
        line = document.line_of((key,))
        yield key, _Stated(value=value, origin=str(path), base=base, line=line)


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, _Stated]]:
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS or not text:
            continue
        key = name.removeprefix(PREFIX).lower()
        value = _items(text) if key in _LISTS else text
        yield key, _Stated(value=value, origin=name, base=Path.cwd())


def _given(overrides: Mapping[str, object]) -> Iterator[tuple[str, _Stated]]:
    for key, value in overrides.items():
        if value is not None:
            yield key, _Stated(value=value, origin="command line", base=Path.cwd())


def _validated(stated: Mapping[str, _Stated]) -> Settings:
    try:
        return Settings.model_validate({key: value.value for key, value in stated.items()})
    except ValidationError as error:
        found = typed_toml.messages(error, Settings)
        typed_toml.raise_for(_placed(stated[str(keys[0])], text) for keys, text in found)
        raise


def _placed(stated: _Stated, message: str) -> Problem:
    return Problem(where=stated.origin, line=stated.line, message=message)


def _anchored(settings: Settings, bases: Mapping[str, Path], root: Path) -> Settings:
    """Every path made absolute; a default starts at the root."""
    paths = {key: bases.get(key, root) / getattr(settings, key) for key in _PATHS}
    db = _anchored_url(settings.db, bases.get("db", root))
    return settings.model_copy(update={**paths, "db": db})


def _anchored_url(url: str, base: Path) -> str:
    """SQLite's file made absolute; `sqlite://` alone and `:memory:` have none."""
    scheme, _, file = url.partition(":///")
    if not scheme.startswith("sqlite") or not file or file.startswith((":memory:", "file:")):
        return url
    return f"{scheme}:///{base / file}"


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _is_http_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _toml(value: Any) -> str:
    return json.dumps(str(value) if isinstance(value, Path) else value)
