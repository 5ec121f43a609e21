"""Reads the blocks of a page whose nesting the parser gave up on.

5,000 open `<div>` before the article leave a tree without any of its text. What is left is the
order of the tags: boxes end a block, everything else is skipped. Paths and links are lost.
"""

import re
from html import unescape

from lxml import html

from pipelines.extract.blocks import BOXES, ROLES, Placed
from pipelines.extract.characters import readable, tidy
from pipelines.model import Role

_SILENT = re.compile(
    r"<(script|style|noscript|template|svg|head|select|button|textarea|iframe|nav|footer)\b"
    r"[^>]*>.*?</\1\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(
    rf"<(/?)({'|'.join(sorted(BOXES | {'br'}, key=len, reverse=True))})\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def flat_blocks(source: str) -> tuple[Placed, ...]:
    """The blocks of `source` (decoded HTML) by its tags alone, with empty paths."""
    found: list[Placed] = []
    role = Role.PARAGRAPH
    plain = _SILENT.sub(" ", source)
    end = 0
    for match in _BREAK.finditer(plain):
        _add(found, plain[end : match.start()], role)
        role = (
            Role.PARAGRAPH if match.group(1) else ROLES.get(match.group(2).lower(), Role.PARAGRAPH)
        )
        end = match.end()
    _add(found, plain[end:], role)
    return tuple(found)


def _add(found: list[Placed], markup: str, role: Role) -> None:
    text = tidy(readable(unescape(_TAG.sub("", markup))))
    if text:
        nowhere: tuple[html.HtmlElement, ...] = ()
        found.append(Placed(index=len(found), text=text, role=role, above=nowhere, link_share=0.0))
