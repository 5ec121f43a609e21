"""What a run may be told: every setting with its default, its bounds and its explanation."""

import os
from collections.abc import Mapping
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

# "15m for 3h"; the longest are 9,999 days, which no clock overflows.
_Step = Annotated[str, Field(pattern=r"^[1-9]\d{0,3}[mhd] for [1-9]\d{0,3}[mhd]$")]
_Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]

_UpToAWeek = Annotated[float, Field(ge=0, le=7 * 86_400, allow_inf_nan=False)]


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
    chromium: str | None = Field(
        None,
        description="the browser for sites with `render`: a program's name or path",
        examples=["/usr/bin/chromium"],
    )
    max_body_bytes: int = Field(
        10 * 1024 * 1024, ge=1024, description="longest answer that is taken, in bytes unpacked"
    )
    max_articles_per_run: int = Field(
        1000,
        ge=1,
        description="most article pages asked of one site in one run; the rest is left for later",
    )
    source_shortest_s: _UpToAWeek = Field(
        600, description="seconds until a source is asked again at the earliest"
    )
    source_longest_s: _UpToAWeek = Field(
        86_400, description="seconds until a source is asked again at the latest; 0: at every run"
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
    ping_url: str | None = Field(
        None,
        description="asked when a crawl has ended well, with /fail when it has not"
        " (healthchecks.io and its like)",
        examples=["https://hc-ping.com/your-uuid"],
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

    @field_validator("ping_url")
    @classmethod
    def _can_be_asked(cls, value: str | None) -> str | None:
        if value is not None and not _is_http_url(value):
            raise ValueError("is no web address like https://hc-ping.com/your-uuid")
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
    "The network": ("concurrency", "proxy", "allow_networks", "max_body_bytes", "chromium"),
    "The work": (
        *("source_shortest_s", "source_longest_s", "max_articles_per_run"),
        *("recheck", "recheck_share", "workers", "worker_memory_bytes"),
        *("page_deadline_s", "template_window"),
    ),
    "What is shown": ("log_level", "ping_url"),
}


def _is_http_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
