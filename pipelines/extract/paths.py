"""How a block's place in the page is written: a DOM path without positions.

Two blocks have equal paths when a site's template put them into the same container; digits are
folded to `0` because identifiers like `post-4711` differ on every page.
"""

import re
from dataclasses import dataclass, field

from lxml import html

_DIGITS = re.compile(r"\d+")
_UNSAFE = re.compile(r"[^\w-]+")
_LABEL_UNSAFE = re.compile(r"[/\[\]\s]+")

# More classes than this are style sheets' utility classes, which say nothing of the place.
_CLASSES = 8
_NAME_LENGTH = 60
_LABELS = (("rel", "rel"), ("role", "role"), ("label", "aria-label"))


@dataclass(slots=True)
class Paths:
    """Writes paths of one page; each element's step is written once."""

    steps: dict[html.HtmlElement, str] = field(default_factory=dict)

    def of(self, elements: tuple[html.HtmlElement, ...]) -> str:
        """The path down through `elements`, outermost first."""
        return "/".join(self._step(element) for element in elements)

    def _step(self, element: html.HtmlElement) -> str:
        known = self.steps.get(element)
        if known is None:
            known = self.steps[element] = step(element)
        return known


def step(element: html.HtmlElement) -> str:
    """`tag#id.class.class[rel=..][role=..][label=..]`, digits as `0`, no `/` inside."""
    if not element.attrib:
        return str(element.tag)
    parts = [str(element.tag)]
    if identifier := element.get("id"):
        parts.append("#" + _name(identifier))
    parts += ["." + _name(name) for name in (element.get("class") or "").split()[:_CLASSES]]
    for label, attribute in _LABELS:
        if value := (element.get(attribute) or "").strip():
            parts.append(f"[{label}={_LABEL_UNSAFE.sub(' ', _fold(value))}]")
    return "".join(parts)


def _name(value: str) -> str:
    return _UNSAFE.sub("_", _fold(value))


def _fold(value: str) -> str:
    return _DIGITS.sub("0", value[:_NAME_LENGTH])
