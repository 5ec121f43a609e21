"""Whole pages with the traps that extractors fall into: what is kept, and what is not.

They are extracted and stricken as in a crawl.

Each page is an ordinary news page with one trap; its own four paragraphs always come out.
"""

import pytest

from pipelines.model import Article, Template
from pipelines.process import process
from tests.unit.pipelines.extract.pages import SITE, snapshot

HEADLINE = "Council of Millbridge buys the old harbour crane"
TEXT = (
    "The council of Millbridge voted on Tuesday to buy the old harbour crane for 40,000 crowns, "
    "after a debate of three hours in which nobody raised his voice.",
    "“It has lifted every piano of this town,” said Edda Marlow, who runs the museum beside the "
    "pier and has painted its cabin twice, at her own expense.",
    "The crane was built in 1911 and has stood still since a storm bent its arm four winters ago; "
    "repairs will take until the spring, the harbour master expects.",
    "Opponents wanted to spend the money on the school bus, whose roof leaks above the third row, "
    "and will put the matter to a vote of the townspeople in June.",
)
EXTRA = (
    "A second quotation of some length shows that the matter is not yet over for the people who "
    "live on the quay and hear the chains at night."
)

HEADER = (
    "<header><nav><ul><li><a href=/>Home</a><li><a href=/town>Town</a><li><a href=/sea>Sea</a>"
    "</ul></nav></header>"
)
FOOTER = (
    "<footer><p>© 2026 The Gazette. All rights reserved.</p><ul><li><a href=/about>About us</a>"
    "<li><a href=/contact>Contact</a></ul></footer>"
)
HEAD = f'<title>{HEADLINE} - The Gazette</title><meta property="og:type" content="article">'


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def body(article: str) -> str:
    html = f"<html lang=en><head>{HEAD}</head><body>{HEADER}{article}{FOOTER}</body></html>"
    found = process(snapshot(html), SITE, Template(site=SITE.key))
    assert isinstance(found, Article), found
    return found.text


def framed(*, before: str = "", amid: str = "", after: str = "") -> str:
    return (
        f'<main><article class="story"><h1>{HEADLINE}</h1>{before}<div class="story-body">'
        f"{paragraphs(*TEXT[:2])}{amid}{paragraphs(*TEXT[2:])}</div>{after}</article></main>"
    )


def items(*texts: str) -> str:
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"


KEPT = {
    "a standfirst above the container": framed(before=f'<p class="lede">{EXTRA}</p>'),
    "text after an embedded post": framed(
        amid='<div class="embed"><iframe src="https://video.example/1"></iframe></div>'
        f"<p>{EXTRA}</p>"
    ),
    "a quotation": framed(amid=f"<blockquote><p>{EXTRA}</p></blockquote>"),
    "loose text after an inner box": framed(amid=f"<div><br></div>{EXTRA}"),
    "a second container": framed(after=f'<div class="story-body"><p>{EXTRA}</p></div>'),
    "a list item": framed(amid=items(EXTRA, TEXT[0][:60], TEXT[1][:60])),
    "a row of a table": framed(
        amid=f"<table><tr><th>Year</th><th>What happened</th></tr><tr><td>1911</td><td>{EXTRA}"
        "</td></tr><tr><td>1950</td><td>Painted green by the men of the yard</td></tr></table>"
    ),
    "an answer to a question": framed(
        amid=f"<h3>What do the neighbours say about it?</h3><p>{EXTRA}</p>"
    ),
    "an entry of a live blog": framed(
        amid=f'<section class="entry"><time>10:45</time><h2>Vote begins</h2><p>{EXTRA}</p>'
        "</section>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", KEPT.values(), ids=KEPT)
def test_text_is_kept(page: str) -> None:
    """Text that engines lose: above, after and between what they take for the container."""
    found = body(page)
    assert EXTRA in found
    assert all(text in found for text in TEXT)


LINK = '<a href="/sea/{}">Ferry to the islands runs again after {} weeks</a>'
LINKS = items(*(LINK.format(number, number) for number in range(2, 7)))
LEFT_OUT = {
    "related links": (
        framed(amid=f'<div class="related"><h3>Related stories</h3>{LINKS}</div>'),
        ("Related stories", "Ferry to the islands"),
    ),
    "related links at the end": (
        framed(after=f'<div class="more-stories"><h2>More from Town</h2>{LINKS}</div>'),
        ("More from Town", "Ferry to the islands"),
    ),
    "a line that leads on": (
        framed(amid=f"<p>Read more: {LINK.format(9, 9)}</p>"),
        ("Read more", "Ferry to the islands"),
    ),
    "a caption and its credit": (
        framed(
            amid='<figure><img src="/crane.jpg"><figcaption>The crane at dusk. <span '
            'class="credit">Photo: A. Lens</span></figcaption></figure>'
        ),
        ("The crane at dusk", "A. Lens"),
    ),
    "an author box": (
        framed(
            after='<div class="author-bio"><h4>About the author</h4><p>Jonas Reed is a reporter '
            "for the Gazette and covers the harbour.</p></div>"
        ),
        ("About the author", "Jonas Reed is a reporter"),
    ),
    "a newsletter box": (
        framed(
            amid='<div class="newsletter"><h3>The Gazette in your inbox</h3><p>Sign up for our '
            "newsletter and get the stories of the day.</p><form><input type=email><button>Sign "
            "up</button></form></div>"
        ),
        ("in your inbox", "Sign up"),
    ),
    "a share bar": (
        framed(
            before='<div class="share-bar"><span>Share this</span><a href="#">Facebook</a>'
            '<a href="#">WhatsApp</a><a href="#">E-mail</a></div>'
        ),
        ("Share this", "Facebook", "WhatsApp"),
    ),
    "a call to comment": (
        framed(
            after='<div class="comments"><h3>Comments</h3><p>Join the conversation: what do you '
            "think about it? Tell us in the comments.</p></div>"
        ),
        ("Join the conversation",),
    ),
    "tags": (
        framed(
            after='<div class="tags"><span>Topics</span><a href="/t/crane">Crane</a>'
            '<a href="/t/council">Council</a></div>'
        ),
        ("Topics", "Crane\n"),
    ),
    "a cookie notice": (
        f'<div id="cookie-banner"><p>We use cookies to make our site better. By going on you '
        f"agree.</p><button>Accept</button></div>{framed()}",
        ("We use cookies",),
    ),
    "a paywall's offer": (
        framed(
            after='<div class="paywall"><h3>Keep reading</h3><p>Subscribe now for 1 crown a month '
            "and read every story of the Gazette without limits.</p></div>"
        ),
        ("Subscribe now", "Keep reading"),
    ),
    "a byline and a date": (
        framed(
            before='<div class="byline">By <a href="/authors/reed">Jonas Reed</a></div>'
            '<div class="date">3 March 2026, 10:12</div>'
        ),
        ("By Jonas Reed", "3 March 2026"),
    ),
    "a gallery": (
        framed(
            amid='<div class="gallery">'
            + "".join(
                f'<figure><img src="/{n}.jpg"><figcaption>Picture {n} of 4: the arm of the crane'
                "</figcaption></figure>"
                for n in range(1, 5)
            )
            + "</div>"
        ),
        ("Picture 1 of 4", "Picture 4 of 4"),
    ),
    "the headline repeated": (framed(before=f'<div class="title">{HEADLINE}</div>'), (HEADLINE,)),
}


@pytest.mark.parametrize(("page", "unwanted"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_trimmings_are_left_out(page: str, unwanted: tuple[str, ...]) -> None:
    """What sites print around and amid their text."""
    found = body(page)
    assert all(text in found for text in TEXT)
    assert [text for text in unwanted if text in found] == []


def test_a_page_of_line_breaks_alone_is_read() -> None:
    """Publishing programs of 2005 knew no paragraphs."""
    found = body(f"<table><tr><td><h1>{HEADLINE}</h1>{'<br><br>'.join(TEXT)}</td></tr></table>")
    assert found == "\n\n".join(TEXT)


def test_words_are_neither_glued_nor_split() -> None:
    """Inline elements do not part words, boxes do, and a break is a line."""
    found = body(
        framed(amid=f"<p><b>W</b>ater <i>un</i>der<a href=/b>way</a>,<br>again</p><p>{EXTRA}</p>")
    )
    assert "Water underway,\nagain" in found
