"""The boxes of a generated site: for each kind a place and the texts that one page shows."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.stripping.values import Box, Line, Place, Role
from crawler.demo.articles import DemoArticle
from crawler.demo.language import Interface

Wording = Mapping[str, str | list[str]]
# A redesign comes with this article.
REDESIGN = 21
# Shares of pages; the adversary's choice: rare enough to be overlooked, frequent enough to show.
BIO_SHARE, PARTIAL_SHARE = 0.15, 0.3
CUT_WORDS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a box can draw from. others: at least three articles of the site, without this one."""

    article: DemoArticle
    others: Sequence[DemoArticle]
    poison: str
    interface: Interface
    wording: Wording
    rng: random.Random

    def several(self, name: str) -> list[str]:
        """A box of invented wording, with its gaps filled."""
        day = self.article.date_published
        printed = self.interface.date.format(
            day=day.day, month=self.interface.months[day.month - 1], year=day.year
        )
        texts = self.wording[name]
        return [
            text.format(n=self.rng.randint(2, 1900), date=printed)
            for text in ([texts] if isinstance(texts, str) else texts)
        ]


def box(kind: str, scene: Scene) -> Box | None:
    """The box of that kind on this page; None where this page does not show it."""
    place, texts = KINDS[kind]
    lines = tuple(
        Line(text=text, role=Role.BOX, kind=kind, is_link=kind in LINKED) for text in texts(scene)
    )
    return Box(kind=kind, place=place, lines=lines) if lines else None


def _summary(scene: Scene) -> list[str]:
    return [scene.interface.summary_ask, scene.interface.summary_do]


def _variant(scene: Scene) -> list[str]:
    return [scene.rng.choice(scene.several("variant"))]


def _partial(scene: Scene) -> list[str]:
    return scene.several("partial") if scene.rng.random() < PARTIAL_SHARE else []


def _redesign(scene: Scene) -> list[str]:
    return scene.several("invented" if scene.article.serial < REDESIGN else "middle")


def _bio(scene: Scene) -> list[str]:
    text = scene.interface.bio.format(author=scene.article.authors[0], site="Copper Bell")
    return [text] if scene.rng.random() < BIO_SHARE else []


def _next_apart(scene: Scene) -> list[str]:
    before, after = scene.others[0].headline, scene.others[1].headline
    return [scene.interface.previous, before, scene.interface.next, after]


def _next_joined(glue: str) -> Callable[[Scene], list[str]]:
    def texts(scene: Scene) -> list[str]:
        labels = (scene.interface.previous, scene.interface.next)
        pairs = zip(labels, scene.others, strict=False)
        return [f"{label}{glue}{other.headline}" for label, other in pairs]

    return texts


def _read_apart(scene: Scene) -> list[str]:
    return [f"{scene.interface.read_also}:", scene.others[2].headline]


def _read_glued(scene: Scene) -> list[str]:
    return [f"{scene.interface.read_also}: {scene.others[2].headline}"]


def _ticker(scene: Scene) -> list[str]:
    return [*scene.several("ticker"), *(one.headline for one in scene.others[:3])]


def _teaser(form: Callable[[DemoArticle], str]) -> Callable[[Scene], list[str]]:
    def texts(scene: Scene) -> list[str]:
        return [scene.others[1].headline, form(scene.others[1])]

    return texts


def _cut(article: DemoArticle) -> str:
    return " ".join(article.parts[0].text.split()[:CUT_WORDS]) + "…"


KINDS: Mapping[str, tuple[Place, Callable[[Scene], list[str]]]] = {
    "summary": (Place.TOP, _summary),
    "summary_below": (Place.BELOW, _summary),
    "invented": (Place.TOP, lambda scene: scene.several("invented")),
    "middle": (Place.MIDDLE, lambda scene: scene.several("middle")),
    "partial": (Place.MIDDLE, _partial),
    "variant": (Place.MIDDLE, _variant),
    "redesign": (Place.MIDDLE, _redesign),
    "counter": (Place.TOP, lambda scene: scene.several("counter")),
    "dated": (Place.TOP, lambda scene: scene.several("dated")),
    "poison": (Place.MIDDLE, lambda scene: [scene.poison]),
    "newsletter": (Place.MIDDLE, lambda scene: list(scene.interface.newsletter)),
    "share": (Place.BELOW, lambda scene: list(scene.interface.share)),
    "cookie": (Place.BELOW, lambda scene: list(scene.interface.cookie)),
    "comments": (Place.BELOW, lambda scene: [scene.interface.comments]),
    "topics": (Place.BELOW, lambda scene: list(scene.article.tags)),
    "bio": (Place.BELOW, _bio),
    "ticker": (Place.BELOW, _ticker),
    "next_apart": (Place.BELOW, _next_apart),
    "next_link": (Place.BELOW, _next_joined(" ")),
    "next_glued": (Place.BELOW, _next_joined("")),
    "read_apart": (Place.MIDDLE, _read_apart),
    "read_glued": (Place.MIDDLE, _read_glued),
    "teaser_whole": (Place.BELOW, _teaser(lambda one: one.parts[0].text)),
    "teaser_first": (Place.BELOW, _teaser(lambda one: one.teaser)),
    "teaser_cut": (Place.BELOW, _teaser(_cut)),
}

LINKED = frozenset({"next_link", "next_glued", "read_glued", "topics", "share"})
