"""Invented sites of which every word is known, to learn from and to strike."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.model import Block, Cleaned, Page, Role, SiteRules, Template
from pipelines.template.learn import learn
from pipelines.template.strip import strip
from pipelines.template.titles import title_key

_WHO = ("council", "harbour board", "ferry company", "school trust", "museum", "river authority")
_DID = ("approved", "delayed", "questioned", "published", "rewrote", "defended", "withdrew")
_WHAT = ("budget", "timetable", "survey", "bridge plan", "heating scheme", "parking rules", "audit")
_WHY = ("after a long hearing", "against local advice", "to save money", "as winter closed in")

NO_RULES = SiteRules()
EMPTY = Template(site="gazette.example")


def sentence(article: int, number: int) -> str:
    """A sentence that no other article has."""
    seed = article * 31 + number * 7
    who, did = _WHO[seed % 6], _DID[(seed // 2) % 7]
    what, why = _WHAT[(seed // 3) % 7], _WHY[(seed // 5) % 4]
    return (
        f"The {who} {did} the {what} for ward {article * 40 + number} {why}, said witness "
        f"{article}-{number}, who had followed each of the {seed} meetings since spring."
    )


def headline(article: int) -> str:
    """An article's own headline, of six words or more."""
    return f"Ward {article} {_DID[article % 7]} the {_WHAT[article % 5]} of last season"


def url(article: int) -> str:
    """An article's url_key."""
    return f"https://gazette.example/{article}"


@dataclass(frozen=True)
class Line:
    """One block to be: its text, its path and how it is linked."""

    text: str
    path: str = ""
    role: Role = Role.PARAGRAPH
    link_share: float = 0.0
    in_body: bool = True


def page(article: int, lines: Sequence[Line | str], title: str | None = None) -> Page:
    """A page of these lines; plain strings are flat text."""
    wanted = [line if isinstance(line, Line) else Line(line) for line in lines]
    blocks = tuple(
        Block(
            index=index,
            text=line.text,
            path=line.path,
            role=line.role,
            link_share=line.link_share,
            in_body=line.in_body,
        )
        for index, line in enumerate(wanted)
    )
    own = headline(article) if title is None else title
    return Page(url=url(article), headline=own, language="en", blocks=blocks)


def body(article: int, paragraphs: int = 4) -> list[str]:
    """An article's own paragraphs."""
    return [sentence(article, number) for number in range(paragraphs)]


def titles(articles: int) -> dict[str, str]:
    """The title index of the articles 0 to `articles` - 1."""
    return {title_key(headline(article)): url(article) for article in range(articles)}


def kept(cleaned: Cleaned) -> list[str]:
    """The texts that stayed."""
    return [block.text for block in cleaned.kept]


def cleaned_after_learning(pages: Sequence[Page], wanted: Page) -> list[str]:
    """What stays of one page when its site's template was learned from `pages`."""
    template = learn(pages, EMPTY, {})
    known = {title_key(one.headline): one.url for one in pages}
    return kept(strip(wanted, template, NO_RULES, known))
