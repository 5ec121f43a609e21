"""A generated press: two hundred papers, three runs a day of a thousand new articles each; seeded.

Every share below is a guess at an ordinary installation, stated here so that it can be argued with.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from benchmarks.store import words
from crawler.demo.articles import slug
from pipelines.model import Evidence, Match, Rule, Site, Source, SourceKind, Template
from pipelines.template.keys import block_key

FIRST = datetime(2025, 11, 1, 8, tzinfo=UTC)
EVERY = timedelta(hours=8)
RUN = 1_000  # articles that a run files
SITES, RULES = 200, 12
# The paper that the questions of docs/queries.md name, of middling size.
GAZETTE = "gazette.example"
# Of a hundred articles: copies of another paper's of this run or the last, without a date, dated
# by the day alone, opinion, behind a wall, without a description, by an agency's hand.
COPIED, UNDATED, BY_DAY, OPINION, WALLED, UNDESCRIBED, AGENCY = 12, 5, 10, 6, 8, 10, 20
# Beside a run's thousand articles: pages that are none, addresses that are gone, do not answer,
# are not asked yet, or show an article that has another address.
REJECTED, GONE, UNREACHABLE, UNASKED, DUPLICATES = 110, 15, 10, 20, 20
LANGUAGES = ("en", "en", "en", "de", "fr")
SECTIONS = ("politics", "city", "economy", "culture", "sport", "science", "travel", "weather")
KEYWORDS, AUTHORS = 3_000, 1_500
WIRE = "Harbour Wire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article as its paper prints it. published: None where the page does not say.

    neighbour: the headline of another article, which the page prints after this one.
    """

    site: str
    url: str
    language: str
    headline: str
    description: str
    paragraphs: tuple[str, ...]
    section: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    published: datetime | None
    is_exact: bool
    is_opinion: bool
    is_walled: bool
    neighbour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one run finds: stories, and addresses that lead to none, by how they end."""

    now: datetime
    stories: tuple[Story, ...]
    rejected: tuple[tuple[str, str], ...]  # site and address, as in those that follow
    gone: tuple[tuple[str, str], ...]
    unreachable: tuple[tuple[str, str], ...]
    unasked: tuple[tuple[str, str], ...]
    duplicates: tuple[tuple[str, Story], ...]  # another address of the story


def papers() -> tuple[Site, ...]:
    """The sites, the largest first."""
    keys = [f"paper-{number:03}.example" for number in range(SITES)]
    keys[20] = GAZETTE
    return tuple(_paper(key, place) for place, key in enumerate(keys))


def _paper(key: str, place: int) -> Site:
    home = f"https://{key}/"
    return Site(
        key=key,
        name=key.removesuffix(".example"),
        home=home,
        language=LANGUAGES[place % len(LANGUAGES)],
        sources=(
            Source(url=f"{home}feed", kind=SourceKind.FEED),
            Source(url=f"{home}news.xml", kind=SourceKind.NEWS_SITEMAP),
        ),
    )


def box(site: str, number: int) -> str:
    """A text that the site prints around its articles."""
    return f"Letters to {site} are read at the quay, desk {chr(97 + number)}, on weekday mornings"


def template(site: str) -> Template:
    """What the site has been seen to repeat."""
    rules = (_rule(block_key(box(site, number)), box(site, number)) for number in range(RULES))
    return Template(site=site, version=1, rules=tuple(rules))


def _rule(pattern: str, sample: str) -> Rule:
    return Rule(
        key=f"repetition:text:{pattern}",
        evidence=Evidence.REPETITION,
        match=Match.TEXT,
        pattern=pattern,
        support_pages=40,
        support_of=60,
        sample=sample,
    )


class Press:
    """Writes edition after edition; the same number after the same ones gives the same."""

    def __init__(self, *, run: int = RUN) -> None:
        self.papers = papers()
        self._run = run
        self._weights = [1 / (place + 4) ** 0.7 for place in range(len(self.papers))]
        self._serials = dict.fromkeys((paper.key for paper in self.papers), 0)
        self._last: tuple[Story, ...] = ()

    def edition(self, number: int) -> Edition:
        """The run of that number, from 0."""
        rng = random.Random(f"edition {number}")
        now = FIRST + number * EVERY
        stories: list[Story] = []
        for place in range(self._run):
            # The first article of all is one that the questions ask for by its number.
            paper = self._paper_of(GAZETTE) if number == place == 0 else self._any(rng)
            stories.append(self._story(paper, now, stories, rng))
        self._last = tuple(stories)
        share = self._run / RUN
        none = [tuple(self._dead(rng, round(count * share))) for count in _DEAD]
        others = rng.sample(stories, round(DUPLICATES * share))
        return Edition(
            now=now,
            stories=self._last,
            rejected=none[0],
            gone=none[1],
            unreachable=none[2],
            unasked=none[3],
            duplicates=tuple((f"{one.url}/print", one) for one in others),
        )

    def _any(self, rng: random.Random) -> Site:
        return rng.choices(self.papers, weights=self._weights)[0]

    def _paper_of(self, key: str) -> Site:
        return next(paper for paper in self.papers if paper.key == key)

    def _serial(self, site: str) -> int:
        self._serials[site] += 1
        return self._serials[site]

    def _dead(self, rng: random.Random, count: int) -> Iterator[tuple[str, str]]:
        for _ in range(count):
            site = self._any(rng).key
            yield site, f"https://{site}/tag/{self._serial(site)}"

    def _story(
        self, paper: Site, now: datetime, others: Sequence[Story], rng: random.Random
    ) -> Story:
        """One story; the second of all is a copy of the first, so that the first has one."""
        told = (*self._last, *others)
        is_copy = len(told) == 1 or (len(told) > 1 and rng.randrange(100) < COPIED)
        original = rng.choice(told) if is_copy else None
        own = self._own(paper, now, rng)
        if original is None or original.site == paper.key:
            return own
        frame = words.line(original.language, 20, 40, rng)
        return replace(
            own,
            language=original.language,
            headline=f"{original.headline}, {rng.choice(own.headline.split())}",
            paragraphs=(f"{frame}.", *original.paragraphs),
        )

    def _own(self, paper: Site, now: datetime, rng: random.Random) -> Story:
        language, serial = paper.language or "en", self._serial(paper.key)
        headline, section = words.line(language, 6, 12, rng), rng.choice(SECTIONS)
        is_exact = rng.randrange(100) >= BY_DAY
        published = (now - timedelta(minutes=rng.randrange(1, 480))).replace(second=0)
        if not is_exact:
            published = published.replace(hour=0, minute=0)
        is_described = rng.randrange(100) >= UNDESCRIBED
        return Story(
            site=paper.key,
            url=_address(paper.key, section, headline, serial, now),
            language=language,
            headline=headline,
            description=words.line(language, 15, 30, rng) if is_described else "",
            paragraphs=words.paragraphs(language, rng),
            section=section,
            authors=_byline(paper.key, rng),
            keywords=tuple(f"topic {rng.randrange(KEYWORDS)}" for _ in range(rng.randrange(8))),
            published=None if rng.randrange(100) < UNDATED else published,
            is_exact=is_exact,
            is_opinion=rng.randrange(100) < OPINION,
            is_walled=rng.randrange(100) < WALLED,
            neighbour=words.line(language, 6, 12, rng),
        )


_DEAD = (REJECTED, GONE, UNREACHABLE, UNASKED)


def _address(site: str, section: str, headline: str, serial: int, now: datetime) -> str:
    if site == GAZETTE:
        return f"https://{site}/{serial}"
    return f"https://{site}/{section}/{now:%Y/%m}/{slug(headline)}-{serial}"


def _byline(site: str, rng: random.Random) -> tuple[str, ...]:
    """One or two of the paper's eight, or the agency."""
    if rng.randrange(100) < AGENCY:
        return (WIRE,)
    known = random.Random(site).sample(range(AUTHORS), 8)
    return tuple(f"Author No{one}" for one in rng.sample(known, rng.choice((1, 1, 1, 2))))
