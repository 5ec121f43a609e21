"""`copydesk search`: articles by their words, the best first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from crawler.cli import database
from crawler.cli.filtering import filtered, filters
from crawler.cli.options import common, invocation
from crawler.cli.terminal import Terminal
from crawler.inert import safe

if TYPE_CHECKING:
    from pipelines.search.passages import Part
    from pipelines.search.query import Query
    from pipelines.store.searching import Hit

_NOTHING = "No article has that. Fewer words find more; word* finds what begins with it."


@click.command(epilog="Example: copydesk search 'harbour \"city council\" -ferry' --since 30d")
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@filtered
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each article.")
@common
@click.pass_context
def search(
    context: click.Context, /, words: Sequence[str], limit: int, as_json: bool, **chosen: Any
) -> None:
    """Find articles by their words: all of them, in headline, description or text.

    "a phrase" in quotation marks stands as it is, -word and -"a phrase" must not be there, word*
    begins a word. Case and accents make no difference; Chinese, Japanese, Korean, Thai, Lao, Khmer
    and Burmese need no blanks: any piece of the text is found. An article is dated by its
    publication, else by when it was first stored. Put -- before words that begin with a minus.
    """
    from pipelines.search.query import parse
    from pipelines.store import searching
    from pipelines.store.engine import reading

    call = invocation(context)
    query = parse(" ".join(words))
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        hits = searching.search(connection, query, filters(connection, **chosen), limit)
    if as_json:
        for hit in hits:
            call.terminal.json(_as_json(hit, query))
    elif hits:
        for hit in hits:
            _show(call.terminal, hit, query)
    else:
        call.terminal.say(_NOTHING)


def _show(terminal: Terminal, hit: "Hit", query: "Query") -> None:
    from pipelines.search.passages import marked

    headline = marked(" ".join(hit.headline.split()) or "(no headline)", query.terms)
    terminal.parts([(f"{hit.article_id}  ", "same"), *_sides(headline)])
    terminal.answer(f"    {'  '.join(filter(None, map(safe, _line(hit))))}")
    terminal.parts([("    ", "same"), *_sides(_passage(hit, query))])


def _line(hit: "Hit") -> tuple[str, ...]:
    dated = f"{hit.date_published or hit.first_seen_at:%Y-%m-%d}"
    withdrawn = "" if hit.status == "published" else hit.status
    return dated, hit.authors, withdrawn, hit.url


def _passage(hit: "Hit", query: "Query") -> "tuple[Part, ...]":
    """From the text, or from the description where only that has a term."""
    from pipelines.search.passages import passage

    of_text = passage(hit.body, query.terms)
    if any(part.is_hit for part in of_text):
        return of_text
    described = passage(hit.description, query.terms)
    return described if any(part.is_hit for part in described) else of_text


def _sides(parts: "Sequence[Part]") -> list[tuple[str, str]]:
    return [(part.text, "hit" if part.is_hit else "same") for part in parts]


def _as_json(hit: "Hit", query: "Query") -> Mapping[str, object]:
    published = hit.date_published.isoformat() if hit.date_published else None
    return {
        "article": hit.article_id,
        "score": round(hit.score, 6),
        "site": hit.site,
        "url": hit.url,
        "headline": hit.headline,
        "authors": hit.authors,
        "date_published": published,
        "first_seen_at": hit.first_seen_at.isoformat(),
        "in_language": hit.in_language,
        "kind": hit.kind,
        "status": hit.status,
        "passage": [{"text": part.text, "hit": part.is_hit} for part in _passage(hit, query)],
    }
