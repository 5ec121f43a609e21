"""JSON-LD as it is found in the wild: broken, nested, several to a page.

Rule 1: a page may describe many things; the article is the node whose type says so and whose
    address or headline is the page's own, else the first such node.
Rule 2: text is text: HTML and its entities inside a value are undone.
Rule 3: a script that cannot be mended is skipped; the rest of the page does not suffer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from pipelines.extract.characters import tidy
from pipelines.extract.offers import Offer, offer
from pipelines.urls import url_key

Node = Mapping[str, object]

ARTICLE_TYPES = frozenset(
    (
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle",
        "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
        "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
        "TechArticle", "ScholarlyArticle", "SatiricalArticle", "AdvertiserContentArticle",
        "Report", "Review", "CriticReview", "MediaReview",
    )
)  # fmt: skip
PAGE_TYPES = frozenset(("WebPage", "ItemPage", "AboutPage"))
_LISTS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")

# A page's JSON-LD nests four deep; an attacker's 100,000. Larger scripts hold product lists.
_DEPTH = 12
_SCRIPT_CHARS = 2_000_000
_NODES = 2_000
_STEPS = 20

_WRAPPING = re.compile(
    r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[)|(?:\]\]>|-->|//\s*\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"^\s*//.*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_MARKUP = re.compile(r"<[^<>]+>")
_PARAGRAPH_END = re.compile(r"(?i)</p>|</h\d>|</li>|<br\s*/?>")


def nodes(scripts: Sequence[str]) -> tuple[Node, ...]:
    """Every object of the page's JSON-LD scripts, outer before inner."""
    found: list[Node] = []
    for script in scripts:
        for node in _walk(_loaded(script), _DEPTH):
            found.append(node)
            if len(found) >= _NODES:
                return tuple(found)
    return tuple(found)


def article_node(found: Sequence[Node], url: str, titles: Sequence[str] = ()) -> Node | None:
    """The node that describes this page's article, or None.

    titles: what the page calls itself, to tell its article from others where no address does.
    """
    articles = [node for node in found if types_of(node) & ARTICLE_TYPES]
    own = [node for node in articles if _is_at(node, url)]
    named = [node for node in articles if _is_called(node, titles)] if len(articles) > 1 else []
    ranked = own or named or articles
    return max(ranked, key=_richness) if ranked else None


def page_node(found: Sequence[Node]) -> Node | None:
    """The node of the page itself, which some systems date instead of the article."""
    return next((node for node in found if types_of(node) & PAGE_TYPES), None)


def types_of(node: Node) -> frozenset[str]:
    """The schema.org types of a node, without their address."""
    return frozenset(name.rsplit("/", 1)[-1].strip() for name in strings(node.get("@type")))


def article_offers(node: Node, found: Sequence[Node]) -> Iterator[Offer]:
    """What the article's node says of the article; references are looked up in `found`."""
    origin = "json-ld"
    yield from offer("headline", origin, text(node.get("headline")) or text(node.get("name")))
    yield from offer("alternative_headline", origin, text(node.get("alternativeHeadline")))
    yield from offer("description", origin, text(node.get("description")))
    yield from offer("authors", origin, *names(node.get("author"), found))
    yield from offer("date_published", origin, text(node.get("datePublished")))
    yield from offer("date_modified", origin, text(node.get("dateModified")))
    yield from offer("in_language", origin, *_first(names(node.get("inLanguage"), found)))
    yield from offer("section", origin, *_first(strings(node.get("articleSection"))))
    yield from offer("keywords", origin, *names(node.get("keywords"), found))
    yield from offer("image_url", origin, *_first(_urls(node.get("image"), found)))
    yield from offer("canonical_url", origin, *_first(_urls(node.get("mainEntityOfPage"), found)))
    yield from offer("canonical_url", origin, text(node.get("url")))
    yield from offer("schema_type", origin, *sorted(types_of(node) & ARTICLE_TYPES)[:1])
    yield from offer("is_accessible_for_free", origin, _flag(node.get("isAccessibleForFree")))


def page_offers(node: Node) -> Iterator[Offer]:
    """What the page's node says: less sure, since it may speak of the page, not of the story."""
    origin = "json-ld-page"
    yield from offer("headline", origin, text(node.get("headline")) or text(node.get("name")))
    yield from offer("description", origin, text(node.get("description")))
    yield from offer("date_published", origin, text(node.get("datePublished")))
    yield from offer("date_modified", origin, text(node.get("dateModified")))
    yield from offer("in_language", origin, *_first(strings(node.get("inLanguage"))))
    yield from offer("is_accessible_for_free", origin, _flag(node.get("isAccessibleForFree")))


def breadcrumb_offers(found: Sequence[Node]) -> Iterator[Offer]:
    """The section as the page's breadcrumbs name it: the step below the home page."""
    for node in found:
        if "BreadcrumbList" in types_of(node):
            steps = node.get("itemListElement")
            named = [name for step in _listed(steps) if (name := _step(step))]
            # Of three and more the first is the home page and the last the article itself.
            yield from offer("section", "breadcrumb", *named[1:2] if len(named) > 2 else ())


def _listed(value: object) -> list[object]:
    return value[:_STEPS] if isinstance(value, list) else []


def _step(step: object) -> str:
    if not isinstance(step, Mapping):
        return ""
    item = step.get("item")
    return text(step.get("name")) or (text(item.get("name")) if isinstance(item, Mapping) else "")


def article_body(node: Node) -> str:
    """The article's text with a line for each paragraph, or empty."""
    raw = node.get("articleBody")
    if not isinstance(raw, str):
        return ""
    return _MARKUP.sub("", unescape(_PARAGRAPH_END.sub("\n", raw)))


def strings(value: object) -> tuple[str, ...]:
    """The texts of a value that may be one string, a list of them, or something else."""
    if isinstance(value, str):
        return (text(value),) if text(value) else ()
    if isinstance(value, list):
        return tuple(one for part in value if isinstance(part, str) and (one := text(part)))
    return ()


def names(value: object, found: Sequence[Node], depth: int = 3) -> tuple[str, ...]:
    """Names of persons or things given as strings, objects, references, or lists of them."""
    if isinstance(value, list) and depth:
        return tuple(name for part in value for name in names(part, found, depth - 1))
    if isinstance(value, Mapping):
        node = _resolved(value, found)
        name = node.get("name") or node.get("alternateName")
        return names(name, found, depth - 1) if depth else ()
    return strings(value)


def text(value: object) -> str:
    """A string's plain text; a one-element list is its element; anything else is empty."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return ""
    return tidy(_MARKUP.sub(" ", unescape(value))) if "<" in value or "&" in value else tidy(value)


def _loaded(script: str) -> object:
    """The script's value, mended where a common fault allows it, else None."""
    if len(script) > _SCRIPT_CHARS:
        return None
    stripped = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (_parsed, lambda s: _parsed(_mended(s)), lambda s: _sequence(_mended(s))):
        try:
            return attempt(stripped)
        # RecursionError: 100,000 nested brackets; ValueError also for numbers of 5,000 digits
        except (ValueError, RecursionError):
            continue
    return None


def _parsed(script: str) -> object:
    return json.loads(script, strict=False)  # line breaks inside strings are common


def _sequence(script: str) -> object:
    """Values that stand one behind the other without a list around them."""
    decoder, place = json.JSONDecoder(strict=False), 0
    found: list[object] = []
    while place < len(script) and len(found) < _NODES:
        value, place = decoder.raw_decode(script, place)
        found.append(value)
        place += len(script[place:]) - len(script[place:].lstrip(" \t\r\n,;"))
    return found


def _mended(script: str) -> str:
    """Without comments and trailing commas, escapes made valid, HTML's entities undone."""
    plain = _COMMENT.sub("", script)
    if "&quot;" in plain and '"' not in plain:
        plain = unescape(plain)
    return _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", plain))


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth == 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in _LISTS:
            yield from _walk(value.get(key), depth - 1)


def _resolved(node: Node, found: Sequence[Node]) -> Node:
    """The node itself, or the one elsewhere on the page that its `@id` refers to."""
    identifier = node.get("@id")
    if identifier is None or "name" in node:
        return node
    return next((n for n in found if n.get("@id") == identifier and "name" in n), node)


def _is_at(node: Node, url: str) -> bool:
    addresses = (*_urls(node.get("mainEntityOfPage"), ()), *strings(node.get("url")))
    return any(url_key(address) == url_key(url) for address in addresses if "://" in address)


def _is_called(node: Node, titles: Sequence[str]) -> bool:
    name = text(node.get("headline")) or text(node.get("name"))
    return bool(name) and any(name.casefold() in title.casefold() for title in titles)


def _richness(node: Node) -> int:
    return sum(field in node for field in ("headline", "datePublished", "author", "articleBody"))


def _urls(value: object, found: Sequence[Node]) -> tuple[str, ...]:
    """Addresses given as strings, as objects with `url` or `@id`, or as lists of either."""
    if isinstance(value, list):
        return tuple(
            url for part in value[:3] if not isinstance(part, list) for url in _urls(part, found)
        )
    if isinstance(value, Mapping):
        node = _resolved(value, found)
        return strings(node.get("url") or node.get("contentUrl") or node.get("@id"))
    return strings(value)


def _first(values: Sequence[str]) -> Sequence[str]:
    return values[:1]


def _flag(value: object) -> str:
    """schema.org's booleans come as true, "True", "http://schema.org/False", ..."""
    if isinstance(value, bool):
        return str(value)
    return text(value).rsplit("/", 1)[-1]
