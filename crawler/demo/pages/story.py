"""An article's page: its parts in order, and around them everything that a site repeats."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from crawler.demo.articles import DemoArticle, Part, PartKind
from crawler.demo.pages.head import article_head, clock
from crawler.demo.pages.skins import LOOKS, Look
from crawler.demo.sites import DemoSite
from crawler.demo.traps import tag_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article on its site at one time: who stands beside it decides what the page shows."""

    site: DemoSite
    article: DemoArticle
    port: int

    @property
    def look(self) -> Look:
        """The site's look."""
        return LOOKS[self.site.habits.skin]

    def beside(self, step: int) -> DemoArticle | None:
        """The article that came out `step` before (-1) or after (1), if there is one."""
        wanted = self.article.serial + step
        return next((other for other in self.site.articles if other.serial == wanted), None)

    def elsewhere(self, count: int) -> tuple[DemoArticle, ...]:
        """Other articles of the site, far away in time and always the same ones."""
        serials = [(self.article.serial + 9 + 11 * step) % 36 + 1 for step in range(count)]
        return tuple(other for other in self.site.articles if other.serial in serials)


def article_page(site: DemoSite, article: DemoArticle, port: int) -> str:
    """The whole page as HTML."""
    story = Story(site=site, article=article, port=port)
    head = article_head(site, article, port)
    frame = story.look.frame.format(
        top=top(site),
        head=_opening(story),
        body="".join(_body(story)),
        tail=_closing(story),
        foot=_related(story) + foot(site, comments=True),
    )
    return f"{head}<body>\n{frame}</body>\n</html>\n"


def top(site: DemoSite) -> str:
    """Cookie notice and navigation, as they open every page of the site."""
    ui, look = site.language.interface, LOOKS[site.habits.skin]
    sections = (link(f"/{slug}/", name) for name, slug in ui.sections)
    return look.block("cookie", *map(escape, ui.cookie)) + look.block(
        "nav", link("/", site.name), link("/", ui.home), *sections
    )


def foot(site: DemoSite, *, comments: bool = False) -> str:
    """Prompt for comments (where there is something to comment on), imprint and copyright."""
    ui, look = site.language.interface, LOOKS[site.habits.skin]
    prompt = look.block("comments", link("/login", ui.comments)) if comments else ""
    owner = f"© {site.now.year} {site.name}. {ui.copyright}"
    return prompt + look.block("footer", link("/about/", ui.about[0]), escape(owner))


def link(path: str, text: str) -> str:
    """An anchor; both arguments are plain text."""
    return f'<a href="{escape(path)}">{escape(text)}</a>'


def _opening(story: Story) -> str:
    ui, look = story.site.language.interface, story.look
    share = (link("#share", line) for line in ui.share)
    byline = tuple(_byline(story))
    return (
        look.block("headline", escape(story.article.headline))
        + (look.block("byline", *byline) if byline else "")
        + look.block("share", *share)
        + look.block("summary", escape(ui.summary_ask), escape(ui.summary_do))
    )


def _byline(story: Story) -> Iterator[str]:
    ui = story.site.language.interface
    moment = story.site.local(story.article.date_published)
    for element in story.site.habits.byline:
        if element == "author":
            yield escape(f"{ui.by} {', '.join(story.article.authors)}")
        elif element == "time":
            yield f'<time datetime="{moment.isoformat()}">{clock(ui, moment)}</time>'
        else:
            yield escape(f"{ui.published}: {clock(ui, moment)}")


def _body(story: Story) -> Iterator[str]:
    """The true parts; inserts stand after the second one where the story has more."""
    for number, (kind, group) in enumerate(groupby(story.article.parts, key=lambda p: p.kind)):
        if number == 1:
            yield from _inserts(story)
        yield from _parts(story.look, kind, tuple(group))


def _parts(look: Look, kind: PartKind, parts: tuple[Part, ...]) -> Iterator[str]:
    texts = [escape(part.text, quote=False) for part in parts]
    if kind is PartKind.ITEM:
        yield look.block("list", *texts)
        return
    for text in texts:
        yield look.block(kind.value, text)


def _inserts(story: Story) -> Iterator[str]:
    ui, habits = story.site.language.interface, story.site.habits
    if habits.newsletter:
        yield story.look.block("newsletter", *map(escape, ui.newsletter))
    if habits.read_also:
        other = story.elsewhere(1)[0]
        anchor = link(story.site.path(other), other.headline)
        yield story.look.block("read_also", f"{escape(ui.read_also)}: {anchor}")


def _closing(story: Story) -> str:
    ui, look, article = story.site.language.interface, story.look, story.article
    tags = (link(tag_path(tag), tag) for tag in article.tags)
    bio = ui.bio.format(author=article.authors[0], site=story.site.name)
    return (
        look.block("summary", escape(ui.summary_ask), escape(ui.summary_do))
        + look.block("tags", escape(ui.tags), *tags)
        + (look.block("bio", escape(bio)) if story.site.habits.bio else "")
        + look.block("neighbours", *_neighbours(story))
    )


def _neighbours(story: Story) -> Iterator[str]:
    """Previous and next article, in one of the three ways that sites print them."""
    ui = story.site.language.interface
    for step, rel, label in ((-1, "prev", ui.previous), (1, "next", ui.next)):
        other = story.beside(step)
        if other is None:
            continue
        path, headline = escape(story.site.path(other)), escape(other.headline)
        if story.site.habits.neighbours == "nav":
            lines = f"<span>{escape(label)}</span> <span>{headline}</span>"
            yield f'<a rel="{rel}" href="{path}">{lines}</a>'
        elif story.site.habits.neighbours == "glued":
            yield f'<a href="{path}">{escape(label)}{headline}</a>'
        else:
            yield escape(label)
            yield f'<a href="{path}">{headline}</a>'


def _related(story: Story) -> str:
    """Teasers: the headline and the first sentence of other articles, which own both."""
    ui, look = story.site.language.interface, story.look
    return look.block(
        "related", escape(ui.related), *(teaser(story.site, other) for other in story.elsewhere(3))
    )


def teaser(site: DemoSite, other: DemoArticle) -> str:
    """Another article's headline and first sentence."""
    look, path = LOOKS[site.habits.skin], site.path(other)
    sentence = link(path, other.teaser) if look.linked_teasers else escape(other.teaser)
    return look.block("teaser", link(path, other.headline), sentence)
