"""The looks of the demo sites: which elements carry what.

A skin maps a slot (what is printed) to a wrapper and to line formats; the last line format
serves all further lines. A slot that a skin does not name is printed as plain paragraphs, so
the flat skins are nearly empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.demo.sites import Skin

Slot = tuple[str, tuple[str, ...]]
PLAIN: Slot = ("{}", ("<p>{}</p>\n",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one site turns slots into HTML.

    frame: the page around `{top}`, `{head}`, `{body}`, `{tail}` and `{foot}`. linked_teasers: a
    teaser's sentence is a link too.
    """

    css: str
    frame: str
    slots: Mapping[str, Slot]
    linked_teasers: bool = False

    def block(self, slot: str, *lines: str) -> str:
        """The lines (already HTML) as this look prints that slot."""
        wrapper, formats = self.slots.get(slot, PLAIN)
        printed = (
            formats[min(number, len(formats) - 1)].format(line) for number, line in enumerate(lines)
        )
        return wrapper.format("".join(printed))


TELLING = Look(
    css="body{font:17px/1.6 Georgia,serif;max-width:46em;margin:0 auto;padding:0 1em;color:#222}"
    ".site-header{border-bottom:3px double #264653;padding:1em 0}.main-nav a{margin-right:1em}"
    ".summary-box,.newsletter-box{background:#eef4f5;padding:.6em 1em;margin:1em 0}"
    ".share-bar ul{list-style:none;padding:0;display:flex;gap:1em}.cookie-notice{font-size:80%}"
    ".post-navigation{display:flex;justify-content:space-between;border-top:1px solid #ccc}"
    ".post-navigation span{display:block}.related,.comments,footer{font-size:90%;color:#555}",
    frame="{top}<main>\n<article class='story'>\n{head}<div class='article-body'>\n{body}</div>\n"
    "{tail}</article>\n</main>\n{foot}",
    slots={
        "cookie": (
            "<div class='cookie-notice' role='dialog' aria-label='cookies'>{}</div>\n",
            ("<p>{}</p>", "<button>{}</button>"),
        ),
        "nav": (
            "<header class='site-header'>{}</nav></header>\n",
            ("<div class='logo'>{}</div><nav class='main-nav'>", "{} "),
        ),
        "headline": ("{}", ("<h1 class='headline'>{}</h1>\n",)),
        "byline": ("<div class='byline'>{}</div>\n", ("<span>{}</span> ",)),
        "share": ("<div class='share-bar'><ul>{}</ul></div>\n", ("<li>{}</li>",)),
        "summary": (
            "<div class='summary-box'>{}</div>\n",
            ("<p>{}</p>", "<button>{}</button>"),
        ),
        "subhead": ("{}", ("<h2>{}</h2>\n",)),
        "list": ("<ul>\n{}</ul>\n", ("<li>{}</li>\n",)),
        "quote": ("<blockquote>{}</blockquote>\n", ("<p>{}</p>",)),
        "note": ("{}", ("<p class='editors-note'><em>{}</em></p>\n",)),
        "newsletter": (
            "<div class='newsletter-box'>{}</div>\n",
            ("<h3>{}</h3>", "<p>{}</p>", "<button>{}</button>"),
        ),
        "tags": ("<div class='tag-list'>{}</div>\n", ("<span>{}:</span> ", "{} ")),
        "bio": ("<div class='author-bio'>{}</div>\n", ("<p>{}</p>",)),
        "neighbours": ("<nav class='post-navigation'>{}</nav>\n", ("{}\n",)),
        "related": ("<aside class='related'>\n{}</aside>\n", ("<h3>{}</h3>\n", "{}")),
        "teaser": ("<div class='teaser'>{}</div>\n", ("<h4>{}</h4>", "<p>{}</p>")),
        "comments": ("<section class='comments'>{}</section>\n", ("<p>{}</p>",)),
        "footer": ("<footer class='site-footer'>{}</footer>\n", ("<p>{}</p>",)),
        "card": (
            "<div class='card'>{}</div>\n",
            ("<h2>{}</h2>", "<p class='teaser'>{}</p>", "<p class='date'>{}</p>"),
        ),
        "pager": ("<nav class='pagination'>{}</nav>\n", ("{}",)),
    },
)

NEUTRAL = Look(
    css="body{font:16px/1.55 Verdana,sans-serif;margin:0;background:#f4f1ea}.a0{max-width:44em;"
    "margin:0 auto;background:#fff;padding:1em 2em}.a1 a,.c6 a,.c2 a{margin-right:.8em}"
    ".c4{border:1px solid #b5a642;padding:.3em 1em}.d1{display:flex;gap:2em;font-size:85%}"
    ".c1,.c2,.c6,.d2{font-size:85%;color:#666}",
    frame="<div class='a0'>\n{top}<div class='b1'>\n{head}{body}{tail}</div>\n{foot}</div>\n",
    slots={
        "cookie": ("<div class='a9'>{}</div>\n", ("<div>{}</div>", "<span>{}</span>")),
        "nav": ("<div class='a1'>{}</div>\n", ("{} ",)),
        "headline": ("{}", ("<h1>{}</h1>\n",)),
        "byline": ("<div class='c1'>{}</div>\n", ("<span>{}</span> ",)),
        "share": ("<div class='c2'>{}</div>\n", ("<span>{}</span> ",)),
        "summary": ("<div class='c4'>{}</div>\n", ("<div class='c5'>{}</div>\n",)),
        "paragraph": ("{}", ("<p class='b2'>{}</p>\n",)),
        "subhead": ("{}", ("<h3 class='b3'>{}</h3>\n",)),
        "list": ("<ul class='b4'>\n{}</ul>\n", ("<li>{}</li>\n",)),
        "quote": ("<blockquote class='b5'>{}</blockquote>\n", ("{}",)),
        "note": ("{}", ("<p class='b2'><i>{}</i></p>\n",)),
        "newsletter": ("<div class='c7'>{}</div>\n", ("<div>{}</div>",)),
        "read_also": ("{}", ("<p class='b2'>{}</p>\n",)),
        "tags": ("<div class='c6'>{}</div>\n", ("<span>{}:</span> ", "{} ")),
        "bio": ("<div class='c8'>{}</div>\n", ("<p class='b2'>{}</p>",)),
        "neighbours": ("<div class='d1'>\n{}</div>\n", ("<div>{}</div>\n",)),
        "related": ("<div class='d2'>\n{}</div>\n", ("<div>{}</div>\n", "{}")),
        "teaser": ("<div class='d3'>{}</div>\n", ("<div>{}</div>", "<p class='b2'>{}</p>")),
        "comments": ("<div class='d4'>{}</div>\n", ("{}",)),
        "footer": ("<div class='d5'>{}</div>\n", ("<div>{}</div>",)),
        "card": ("<div class='d3'>{}</div>\n", ("<h3>{}</h3>", "<p class='b2'>{}</p>")),
        "pager": ("<div class='d6'>{}</div>\n", ("{}",)),
    },
)

FLAT_CSS = "body{font:18px/1.5 sans-serif;max-width:40em;margin:1em auto;padding:0 1em}"
FLAT_FRAME = "{top}{head}{body}{tail}{foot}"

# Nothing but paragraphs: not even a list or a quotation has an element of its own.
FLAT = Look(
    css=FLAT_CSS,
    frame=FLAT_FRAME,
    slots={
        "nav": ("<p>{}</p>\n", ("{} | ",)),
        "headline": ("{}", ("<h1>{}</h1>\n",)),
        "tags": ("<p>{}</p>\n", ("{}: ", "{} ")),
        "related": ("{}", ("<p>{}</p>\n", "{}")),
    },
    linked_teasers=True,
)

FLAT_TAGS = Look(
    css=FLAT_CSS,
    frame=FLAT_FRAME,
    slots={
        **FLAT.slots,
        "subhead": ("{}", ("<h2>{}</h2>\n",)),
        "list": ("<ul>\n{}</ul>\n", ("<li>{}</li>\n",)),
        "quote": ("<blockquote>{}</blockquote>\n", ("<p>{}</p>",)),
        "note": ("{}", ("<p><em>{}</em></p>\n",)),
    },
    linked_teasers=True,
)

LOOKS: Mapping[Skin, Look] = {
    "telling": TELLING,
    "neutral": NEUTRAL,
    "flat-tags": FLAT_TAGS,
    "flat": FLAT,
}
