"""The pages that are no articles: front page, sections, tags, about, lost and walled pages."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from crawler.demo.articles import DemoArticle
from crawler.demo.pages.head import clock, page_head
from crawler.demo.pages.skins import LOOKS
from crawler.demo.pages.story import foot, link, top
from crawler.demo.sites import DemoSite
from crawler.demo.traps import Trap, in_section

PER_PAGE = 8


def front_page(site: DemoSite, port: int) -> str:
    """The home page: the newest dozen, with teasers."""
    return _page(site, site.name, _cards(site, site.articles[:12]), port)


def section_pages(site: DemoSite, section: int, port: int) -> Iterator[tuple[str, str]]:
    """Path and HTML of each page of a section, eight articles on each."""
    name = site.language.interface.sections[section][0]
    articles = [article for article in site.articles if article.section == section]
    traps = in_section(site) if section == 0 else ()
    for start in range(0, len(articles), PER_PAGE):
        number = start // PER_PAGE + 1
        cards = [*_cards(site, articles[start : start + PER_PAGE]), *_trapped(site, traps)]
        traps = ()
        if start + PER_PAGE < len(articles):
            cards.append(_older(site, section, number + 1))
        yield _numbered(site, section, number), _page(site, name, cards, port)


def tag_page(site: DemoSite, tag: str, port: int) -> str:
    """All articles with a tag, newest first."""
    tagged = [article for article in site.articles if tag in article.tags]
    return _page(site, f"{site.language.interface.tags}: {tag}", _cards(site, tagged), port)


def text_page(site: DemoSite, texts: Sequence[str], port: int) -> str:
    """A title and paragraphs: the about page, the lost page, the consent wall."""
    look = LOOKS[site.habits.skin]
    paragraphs = (look.block("paragraph", escape(text)) for text in texts[1:])
    return _page(site, texts[0], paragraphs, port)


def _page(site: DemoSite, title: str, blocks: Iterable[str], port: int) -> str:
    look = LOOKS[site.habits.skin]
    frame = look.frame.format(
        top=top(site),
        head=look.block("headline", escape(title)),
        body="".join(blocks),
        tail="",
        foot=foot(site),
    )
    return f"{page_head(site, title, port)}<body>\n{frame}</body>\n</html>\n"


def _cards(site: DemoSite, articles: Iterable[DemoArticle]) -> Iterator[str]:
    look, ui = LOOKS[site.habits.skin], site.language.interface
    for article in articles:
        date = clock(ui, site.local(article.date_published))
        anchor = link(site.path(article), article.headline)
        yield look.block("card", anchor, escape(article.teaser), date)


def _trapped(site: DemoSite, traps: Iterable[Trap]) -> Iterator[str]:
    look = LOOKS[site.habits.skin]
    return (look.block("card", link(trap.path, trap.title)) for trap in traps)


def _older(site: DemoSite, section: int, number: int) -> str:
    older = link(_numbered(site, section, number), site.language.interface.older)
    return LOOKS[site.habits.skin].block("pager", older)


def _numbered(site: DemoSite, section: int, number: int) -> str:
    first = site.section_path(section)
    return first if number == 1 else f"{first}page/{number}/"
