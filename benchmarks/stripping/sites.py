"""Generated sites: the same seed, the same pages, with the role of every line known."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.stripping.boxes import Scene, Wording, box
from benchmarks.stripping.values import Box, Line, Place, Role, Sheet
from crawler.demo.articles import DemoArticle, Desk, PartKind
from crawler.demo.language import Language
from crawler.demo.languages import de, en, es, fr, ru
from crawler.demo.prose import Ledger

LANGUAGES: Mapping[str, Language] = {
    one.LANGUAGE.code: one.LANGUAGE for one in (de, en, es, fr, ru)
}
FIRST_DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
# In so many of a site's articles stands each true text that recurs: often enough to look like a
# box to whoever counts only.
RECURRING_SHARE = 0.25
# This article's second paragraph is what the poisoned site repeats on every page.
POISONED = 7
# Spare stories behind the last page, so that it, too, can name others.
SPARE = 3


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


TEMPLATES: Mapping[str, Mapping[str, Any]] = _table("templates.toml")
WORDINGS: Mapping[str, Wording] = _table("wordings.toml")


def sheets(template: str, seed: int, count: int) -> tuple[Sheet, ...]:
    """The first `count` pages of one site; a page depends on seed, template and number only."""
    language = LANGUAGES[TEMPLATES[template]["language"]]
    articles = _articles(f"{template}-{seed}.example", language, max(count, POISONED) + SPARE)
    poison = articles[POISONED - 1].parts[1].text
    return tuple(_sheet(template, seed, articles, at, poison) for at in range(count))


def _articles(host: str, language: Language, count: int) -> Sequence[DemoArticle]:
    rng = random.Random(host)
    prose = language.prose
    authors = tuple(f"{rng.choice(prose.women)} {name}" for name in rng.sample(prose.surnames, 3))
    desk = Desk(host=host, language=language, authors=authors, citations=False, ledger=Ledger())
    days = (FIRST_DAY + timedelta(hours=19 * at) for at in range(count))
    return [desk.article(serial, day) for serial, day in enumerate(days, start=1)]


def _sheet(
    template: str, seed: int, articles: Sequence[DemoArticle], at: int, poison: str
) -> Sheet:
    article, language = articles[at], LANGUAGES[TEMPLATES[template]["language"]]
    rng = random.Random(f"{template} {seed} {article.serial}")
    scene = Scene(
        article=article,
        others=rng.sample([one for one in articles if one is not article], SPARE),
        poison=poison,
        interface=language.interface,
        wording=WORDINGS[language.code],
        rng=rng,
    )
    shown = [box(kind, scene) for kind in TEMPLATES[template]["boxes"]]
    boxes = [one for one in shown if one]
    body = _body(scene, TEMPLATES[template]["recurs"])
    byline = f"{language.interface.by} {article.authors[0]}"
    return Sheet(
        site=template,
        language=language.code,
        serial=article.serial,
        headline=article.headline,
        groups=(
            Line(text=byline, role=Role.OPTIONAL, kind="byline"),
            *_at(boxes, Place.TOP),
            *body[:2],
            *_at(boxes, Place.MIDDLE),
            *body[2:],
            *_at(boxes, Place.BELOW),
        ),
    )


def _at(boxes: Sequence[Box], place: Place) -> Iterator[Box]:
    return (one for one in boxes if one.place is place)


def _body(scene: Scene, recurs: Sequence[str]) -> list[Line]:
    """The article's parts, and between them the true texts that recur in some articles."""
    body = [
        Line(
            text=part.text,
            role=Role.TRUE,
            kind=part.kind.value,
            is_subhead=part.kind is PartKind.SUBHEAD,
        )
        for part in scene.article.parts
    ]
    for kind in recurs:
        if scene.rng.random() < RECURRING_SHARE:
            line = Line(text=scene.several(kind)[0], role=Role.TRUE, kind=kind)
            body.insert(RECURRING_AT[kind] if RECURRING_AT[kind] >= 0 else len(body), line)
    return body


# Where a true text that recurs stands: a column's opening first, a disclaimer last.
RECURRING_AT: Mapping[str, int] = {"column": 0, "liturgy": 2, "market": 1, "disclaimer": -1}
