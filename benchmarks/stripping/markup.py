"""A page's three dresses: meaningful classes, hashed ones, and no markup at all."""

import hashlib
from collections.abc import Callable, Mapping
from html import escape

from benchmarks.stripping.values import Box, Line, Sheet

Naming = Callable[[str], str]


def classed(sheet: Sheet) -> str:
    """HTML whose boxes carry names that say what they are."""
    return _html(sheet, lambda kind: f' class="{kind.replace("_", "-")}-box"')


def neutral(sheet: Sheet) -> str:
    """HTML with hashed names for boxes, as build tools make them."""

    def hashed(kind: str) -> str:
        digest = hashlib.sha256(f"{sheet.site} {kind}".encode()).hexdigest()
        return f' class="c{digest[:7]}"'

    return _html(sheet, hashed)


def flat(sheet: Sheet) -> str:
    """Plain text: the headline, then a line each; only paragraphs of the text stand apart."""
    groups = [
        "\n".join(line.text for line in group.lines) if isinstance(group, Box) else group.text
        for group in sheet.groups
    ]
    return "\n\n".join([sheet.headline, *groups]) + "\n"


HTML: Mapping[str, Callable[[Sheet], str]] = {"classed": classed, "neutral": neutral}


def _html(sheet: Sheet, name: Naming) -> str:
    inner = "\n".join(
        _box(group, name) if isinstance(group, Box) else _part(group) for group in sheet.groups
    )
    title = escape(sheet.headline)
    return (
        f'<!doctype html><html lang="{sheet.language}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><article><h1>{title}</h1>\n{inner}\n"
        "</article></body></html>"
    )


def _box(box: Box, name: Naming) -> str:
    return f"<div{name(box.kind)}>" + "".join(map(_boxed, box.lines)) + "</div>"


def _boxed(line: Line) -> str:
    text = escape(line.text)
    return f'<p><a href="/elsewhere">{text}</a></p>' if line.is_link else f"<p>{text}</p>"


def _part(line: Line) -> str:
    tag = "h2" if line.is_subhead else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"
