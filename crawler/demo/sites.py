"""The demo's news sites: who they are, what habits they have, and what they publish.

Rule 1: everything is invented and composed from tables; the same `now`, the same sites.
Rule 2: texts depend on the site's host and the article's number only, never on `now`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from crawler.demo.articles import DemoArticle, Desk, slug
from crawler.demo.language import Language
from crawler.demo.languages import de, en, es, fr, ru
from crawler.demo.prose import Ledger

ARTICLES, SPARE = 36, 3
INTERVAL = timedelta(hours=38)  # 36 articles span 57 days: inside the 60 days before `now`

Skin = Literal["telling", "neutral", "flat-tags", "flat"]
FeedFormat = Literal["rss", "atom", "json"]
SitemapFormat = Literal["urlset", "news", "index", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a site presents its articles.

    neighbours: how "Previous Article / HEADLINE" is printed: two linked lines in a classed nav,
    label and headline as separate paragraphs, or both glued into one link. metadata: what a page
    says of itself. byline: what stands under the headline: the author, a `<time>` element, a
    bare date. feeds, sitemaps: path to format; a path in `.gz` is served gzip'd, and an index
    names all others. path: format of an article's address. newsletter, read_also: inside the
    body. relative_feed: the feed is linked and links without an origin, its media type written
    with a character reference.
    """

    skin: Skin
    neighbours: Literal["nav", "paragraphs", "glued"]
    metadata: Literal["json-ld", "meta", "time", "none"]
    byline: tuple[Literal["author", "time", "date"], ...]
    feeds: Mapping[str, FeedFormat]
    sitemaps: Mapping[str, SitemapFormat] = field(default_factory=dict)
    feed_size: int = 20
    path: str
    robots: bool = True
    newsletter: bool = False
    read_also: bool = False
    bio: bool = False
    citations: bool = False
    amp: bool = False
    relative_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """One invented newspaper.

    articles: published, newest first. spare: written but not yet published, next one first.
    lost: headlines of articles that do not exist (soft 404, 404, gone, ...). now: the clock
    that the dates were counted from.
    """

    host: str
    name: str
    language: Language
    habits: Habits
    utc_offset_h: int
    now: datetime
    articles: tuple[DemoArticle, ...]
    spare: tuple[DemoArticle, ...]
    lost: tuple[str, ...]

    def origin(self, port: int) -> str:
        """Scheme, host and port, as a browser on this machine opens it."""
        return f"http://{self.host}:{port}"

    def home(self, port: int) -> str:
        """The address to give to `copydesk sites add`."""
        return f"{self.origin(port)}/"

    def path(self, article: DemoArticle) -> str:
        """The article's own address below the origin."""
        return self._address(article.section, article.date_published, article.slug, article.serial)

    def lost_path(self, number: int) -> str:
        """An address like an article's, for the headline `lost[number]`."""
        day = self.now - timedelta(days=3 + number)
        return self._address(number % 3, day, slug(self.lost[number]), 700 + number)

    def section_path(self, section: int) -> str:
        """The first page of a section."""
        return f"/{self.language.interface.sections[section][1]}/"

    def local(self, moment: datetime) -> datetime:
        """The moment on the newsroom's own clock."""
        return moment.astimezone(timezone(timedelta(hours=self.utc_offset_h)))

    def published(self, count: int) -> "DemoSite":
        """The site after `count` more articles have come out (at most what is spare)."""
        fresh = tuple(reversed(self.spare[:count]))
        return replace(self, articles=fresh + self.articles, spare=self.spare[count:])

    def _address(self, section: int, date: datetime, words: str, serial: int) -> str:
        return self.habits.path.format(
            section=self.language.interface.sections[section][1],
            date=self.local(date),
            slug=words,
            id=4000 + 7 * serial,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Masthead:
    """What is fixed about a site before its articles are composed."""

    host: str
    name: str
    language: Language
    utc_offset_h: int
    authors: tuple[str, ...]
    habits: Habits


MASTHEADS = (
    _Masthead(
        host="harbour-gazette.localhost",
        name="Harbour Gazette",
        language=en.LANGUAGE,
        utc_offset_h=0,
        authors=("Nora Quayle", "Tobias Finch", "Maud Sterrit"),
        habits=Habits(
            skin="telling",
            neighbours="nav",
            metadata="json-ld",
            byline=("author", "time"),
            feeds={"/feed.xml": "rss", "/feed.json": "json"},
            sitemaps={"/sitemap.xml": "urlset", "/news-sitemap.xml": "news"},
            path="/{section}/{date:%Y/%m/%d}/{slug}",
            newsletter=True,
            citations=True,
            amp=True,
        ),
    ),
    _Masthead(
        host="alpenbote.localhost",
        name="Alpenbote",
        language=de.LANGUAGE,
        utc_offset_h=1,
        authors=("Wiebke Sandmann", "Gustav Ried", "Leni Hartmoser"),
        habits=Habits(
            skin="telling",
            neighbours="paragraphs",
            metadata="json-ld",
            byline=("author", "time"),
            feeds={"/atom.xml": "atom", "/feed.json": "json"},
            sitemaps={
                "/sitemap_index.xml": "index",
                "/sitemap-artikel.xml": "urlset",
                "/news-sitemap.xml": "news",
            },
            path="/{section}/{slug}-{id}.html",
            bio=True,
            citations=True,
        ),
    ),
    _Masthead(
        host="valley-ledger.localhost",
        name="The Valley Ledger",
        language=en.LANGUAGE,
        utc_offset_h=-5,
        authors=("Ruth Calloway", "Silas Wren"),
        habits=Habits(
            skin="neutral",
            neighbours="paragraphs",
            metadata="meta",
            byline=("author", "date"),
            feeds={"/rss": "rss"},
            feed_size=36,
            sitemaps={"/sitemap.txt": "text"},
            path="/news/{id}-{slug}",
            read_also=True,
        ),
    ),
    _Masthead(
        host="courrier-du-val.localhost",
        name="Le Courrier du Val",
        language=fr.LANGUAGE,
        utc_offset_h=1,
        authors=("Mathurin Delvaux", "Séverine Orsault"),
        habits=Habits(
            skin="neutral",
            neighbours="glued",
            metadata="time",
            byline=("author", "time"),
            feeds={"/flux.json": "json"},
            sitemaps={"/sitemap.xml": "urlset"},
            path="/article/{slug}-{id}",
        ),
    ),
    _Masthead(
        host="la-voz-del-puerto.localhost",
        name="La Voz del Puerto",
        language=es.LANGUAGE,
        utc_offset_h=2,
        authors=("Rosario Cantueso", "Ulises Barbadillo"),
        habits=Habits(
            skin="flat-tags",
            neighbours="paragraphs",
            metadata="none",
            byline=("time",),
            feeds={"/portada/rss.xml": "rss"},
            feed_size=36,
            path="/{date:%Y}/{date:%m}/{slug}",
            robots=False,
            relative_feed=True,
        ),
    ),
    _Masthead(
        host="severny-vestnik.localhost",
        name="Северный вестник",
        language=ru.LANGUAGE,
        utc_offset_h=3,
        authors=("Платон Ястребов", "Майя Огнева"),
        habits=Habits(
            skin="flat",
            neighbours="paragraphs",
            metadata="none",
            byline=("date",),
            feeds={"/feed/": "rss"},
            sitemaps={
                "/sitemap.xml.gz": "index",
                "/sitemaps/1.xml.gz": "urlset",
                "/sitemaps/2.xml.gz": "urlset",
            },
            path="/{section}/{id}-{slug}/",
        ),
    ),
)


def demo_sites(now: datetime) -> tuple[DemoSite, ...]:
    """All demo sites as they stand at `now` (aware; taken back to the start of its UTC day)."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    ledgers: defaultdict[str, Ledger] = defaultdict(Ledger)
    return tuple(_site(masthead, today, ledgers[masthead.language.code]) for masthead in MASTHEADS)


def _site(masthead: _Masthead, today: datetime, ledger: Ledger) -> DemoSite:
    desk = Desk(
        host=masthead.host,
        language=masthead.language,
        authors=masthead.authors,
        citations=masthead.habits.citations,
        ledger=ledger,
    )
    written = tuple(
        desk.article(serial, _date(serial, today)) for serial in range(1, ARTICLES + SPARE + 1)
    )
    return DemoSite(
        host=masthead.host,
        name=masthead.name,
        language=masthead.language,
        habits=masthead.habits,
        utc_offset_h=masthead.utc_offset_h,
        now=today,
        articles=tuple(reversed(written[:ARTICLES])),
        spare=written[ARTICLES:],
        lost=tuple(desk.headline(number) for number in range(5)),
    )


def _date(serial: int, today: datetime) -> datetime:
    """Older articles in even steps; a spare one comes out minutes after `today` begins."""
    if serial > ARTICLES:
        return today + timedelta(minutes=serial - ARTICLES)
    return today - (ARTICLES + 1 - serial) * INTERVAL + timedelta(minutes=serial * 17 % 60)
