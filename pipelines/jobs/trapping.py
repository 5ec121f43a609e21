"""Which addresses are not asked for: those of a trap, and a parameter's that changes nothing.

Rule 1: the judgement is `patterns`'; here it is looked up and carried out.
Rule 2: nothing is forgotten. What is left out is settled as `excluded` with its reason; one page
    a day of a closed pattern is asked all the same, and an article among them brings all back.
Rule 3: what a person's `include` names is no trap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pipelines.model import Outcome, Reason, Site
from pipelines.patterns import (
    ARTICLES_UNCHANGED,
    FRUITLESS,
    Yield,
    differing,
    endless,
    pattern,
)
from pipelines.store import patterns
from pipelines.store.rows import PatternRow, Pending
from pipelines.urls import url_key

PROBE_EVERY = timedelta(days=1)
# What says that the page is no article. A wall or a fault says nothing of the address.
_NO_ARTICLE = frozenset(
    reason.value
    for reason in (
        *(Reason.LISTING, Reason.HOME, Reason.TOO_SHORT, Reason.NOT_HTML, Reason.NO_TEXT),
        Reason.SOFT_404,
    )
)
_FRUITLESS = frozenset({Outcome.DUPLICATE, Outcome.GONE, Outcome.TOO_LARGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Addresses to ask for, and those that are not, by url_id with the reason.

    closed: the reasons by pattern; probed: patterns of which one page is let through.
    """

    wanted: tuple[Pending, ...]
    excluded: dict[int, str]
    closed: dict[str, str]
    probed: tuple[PatternRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gave:
    """How a page that was asked for ended."""

    pending: Pending
    outcome: Outcome
    reason: str
    now: datetime


def sift(connection: Connection, site: Site, found: Sequence[Pending], now: datetime) -> Sifted:
    """Tell the addresses that are worth a request from a trap's."""
    shapes = {one.url_id: pattern(one.url) for one in found}
    rows = patterns.load(connection, site.key, shapes.values())
    closed = {shape: row.reason for shape, row in rows.items() if row.reason}
    probes = {shape for shape in closed if _may_be_probed(rows[shape], now)}
    excluded: dict[int, str] = {}
    probed: list[PatternRow] = []
    for one in found:
        shape = shapes[one.url_id]
        if shape in probes:
            probes.remove(shape)
            probed.append(rows[shape])
        elif reason := _why_not(one, closed.get(shape, ""), site):
            excluded[one.url_id] = reason
    wanted = tuple(one for one in found if one.url_id not in excluded)
    return Sifted(wanted=wanted, excluded=excluded, closed=closed, probed=tuple(probed))


def leave_out(connection: Connection, sifted: Sifted, now: datetime) -> None:
    """Settle what is not asked for."""
    patterns.exclude(connection, sifted.excluded, now)
    for row in sifted.probed:
        patterns.save(connection, replace(row, probed_at=now))


def learn(connection: Connection, site: Site, gave: Gave) -> PatternRow | None:
    """Count what a page gave for its pattern; the row where it has just been closed."""
    is_article, url = _says(gave.outcome, gave.reason), gave.pending.url
    if is_article is None or gave.pending.check is not None or is_named(url, site):
        return None
    shape = pattern(url)
    empty = PatternRow(site=site.key, pattern=shape)
    row = patterns.load(connection, site.key, (shape,)).get(shape, empty)
    known = Yield(asked=row.asked, articles=row.articles, fruitless=row.fruitless)
    judged = _judged(connection, row, known.after(is_article=is_article), gave.now)
    patterns.save(connection, judged)
    return judged if judged.reason and not row.reason else None


def learn_parameters(connection: Connection, site: str, url: str, article_id: int) -> None:
    """Note which parameter tells this address from others of its path, and whether it matters."""
    key = url_key(url)
    path, mark, _ = key.partition("?")
    if not mark:
        return
    seen: dict[str, list[bool]] = {}
    for other, article in patterns.siblings(connection, site, path):
        if name := differing(key, other):
            seen.setdefault(name, []).append(article == article_id)
    for name, same in seen.items():
        # An article counts once for a parameter: with the second address that gives it.
        if not all(same) or same.count(True) == 1:
            patterns.count_parameter(connection, site, name, is_same=all(same))


def without_effect(connection: Connection, site: str) -> frozenset[str]:
    """The parameters that change nothing on this site."""
    return patterns.without_effect(connection, site, ARTICLES_UNCHANGED)


def is_named(url: str, site: Site) -> bool:
    """Whether a pattern of the site file's `include` names the address."""
    return any(re.search(named, url) for named in site.rules.include)


def _says(outcome: Outcome, reason: str) -> bool | None:
    """Whether a page's end speaks for its pattern, against it, or not at all (None)."""
    if outcome is Outcome.NEW:
        return True
    rejected = outcome is Outcome.REJECTED and reason.partition(":")[0] in _NO_ARTICLE
    return False if rejected or outcome in _FRUITLESS else None


def _judged(connection: Connection, row: PatternRow, after: Yield, now: datetime) -> PatternRow:
    """The row with the new figures: closed, opened again, or as it was."""
    row = replace(row, asked=after.asked, articles=after.articles, fruitless=after.fruitless)
    if row.reason and not after.fruitless:
        patterns.readmit(connection, row.site, row.reason)
        return replace(row, reason=None, closed_at=None)
    if row.reason or not after.is_trap:
        return row
    reason = f"trap: nothing new in the last {FRUITLESS} pages of {row.pattern}"
    return replace(row, reason=reason, closed_at=now, probed_at=now)


def _why_not(one: Pending, closed: str, site: Site) -> str:
    if is_named(one.url, site):
        return ""
    endlessly = endless(one.url)
    return f"trap: {endlessly}" if endlessly else closed


def _may_be_probed(row: PatternRow, now: datetime) -> bool:
    return row.probed_at is None or now - row.probed_at >= PROBE_EVERY
