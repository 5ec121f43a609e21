"""An explained article as one page to look at, without a script or a request to anywhere.

Rule 1: every text of a page is escaped; an address is a link only where it is http or https.
"""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from pipelines.jobs.explaining import Explanation, Line, Proof
from pipelines.model import Block, Role

# Its name, where it was read, its value.
Fact = tuple[str, str, str]
_TAGS = {Role.HEADING: "h2", Role.QUOTE: "blockquote", Role.CODE: "pre"}


def page(found: Explanation, facts: Sequence[Fact] = (), nav: str = "") -> str:
    """The whole HTML document. facts: what else is known of the article, as a table above the
    text; nav: an address of the same server to go back to."""
    one = found.dossier
    form = files("crawler.cli").joinpath("explained.html").read_text("utf-8")
    return Template(form).substitute(
        language=escape(one.language or "und"),
        title=escape(one.headline or "(no headline)"),
        source=_link(one.url),
        about=escape(f"Article {one.id} of {one.site} · {one.kind} · {found.summary}"),
        nav=f'<nav><a href="{escape(nav)}">all articles</a></nav>' if nav else "",
        facts=_table(facts) if facts else "",
        lines="\n".join(_lines(found.lines)),
    )


def _table(facts: Sequence[Fact]) -> str:
    rows = "".join(
        f'<tr><th>{escape(name)}</th><td dir="auto">{escape(value)}</td>'
        f"<td>{escape(origin)}</td></tr>"
        for name, origin, value in facts
    )
    return f"<table>{rows}</table>"


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    """Neighbours of the body are folded away, a run of them together."""
    for state, group in groupby(lines, key=lambda line: line.state):
        several = list(group)
        if state != "outside":
            yield from map(_shown, several)
            continue
        texts = "\n".join(_text(line.block) for line in several)
        count = f"{len(several)} block{'s' if len(several) > 1 else ''} beside the article"
        yield f'<details class="outside"><summary>{count}</summary>{texts}</details>'


def _shown(line: Line) -> str:
    text = _text(line.block)
    if line.struck is None or line.proof is None:
        note = f'<p class="note">{escape(line.note)}</p>' if line.note else ""
        return f'<div class="kept" dir="auto">{text}{note}</div>'
    struck = line.struck
    note = f"<p>{escape(line.note)}</p>" if line.note else ""
    return (
        f'<div class="stricken {escape(struck.evidence)}"><del dir="auto">{text}</del>'
        f"<details><summary><b>{escape(struck.evidence)}</b> {escape(struck.reason)}</summary>"
        f"<p><code>{escape(struck.rule)}</code></p>{_proof(line.proof)}{note}</details></div>"
    )


def _text(block: Block) -> str:
    tag = _TAGS.get(block.role, "p")
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _proof(proof: Proof) -> str:
    items = "".join(
        f"<li>{_link(url)}{f' (article {number})' if number else ''}</li>"
        for url, number in proof.witnesses
    )
    listed = f"<ul>{items}</ul>" if items else ""
    return f"<p>On {proof.articles} of {proof.of} articles.</p>{listed}"


def _link(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return escape(url)
    return f'<a rel="noreferrer" href="{escape(url)}">{escape(url)}</a>'
