"""Who may read an article, and whether all of it is here."""

import json

import pytest

from pipelines.model import Access
from tests.unit.pipelines.extract.pages import PARAGRAPHS, access, page, paragraphs


def described(**fields: object) -> str:
    stated = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{stated}</script>'


def tier(name: str) -> str:
    return f'<meta property="article:content_tier" content="{name}">'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", Access.UNKNOWN),
        (tier("free"), Access.FREE),
        (tier("metered"), Access.METERED),
        (tier("locked"), Access.PAYWALLED),
        (described(isAccessibleForFree=True), Access.FREE),
        (described(isAccessibleForFree="True"), Access.FREE),
        (described(isAccessibleForFree=False, wordCount=112), Access.METERED),
        (described(isAccessibleForFree=False, wordCount=900), Access.PAYWALLED),
        (described(isAccessibleForFree=False, articleBody=" ".join(PARAGRAPHS)), Access.METERED),
        (
            described(isAccessibleForFree=False, articleBody=" ".join(PARAGRAPHS * 4)),
            Access.PAYWALLED,
        ),
    ],
)
def test_the_page_says_who_may_read_it(head: str, expected: Access) -> None:
    """A page that is not free but was sent whole is metered; one that was cut is paywalled."""
    assert access(page(head=head)) is expected


def test_the_element_that_the_page_names_as_closed_decides() -> None:
    """With text in it the reader sees the article after all."""
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".premium"}
    head = described(isAccessibleForFree=False, hasPart=part)
    whole = f"{paragraphs(2)}<div class='text premium'>{paragraphs()}</div>"
    assert access(page(head=head, body=whole)) is Access.METERED
    cut = f"{paragraphs(2)}<div class='text premium'></div>"
    assert access(page(head=head, body=cut)) is Access.PAYWALLED


@pytest.mark.parametrize(
    "call",
    [
        "Subscribe to continue reading",
        "Continue reading with a subscription",
        "This article is for subscribers only",
        "Jetzt weiterlesen mit dem Digital-Abo",
        "Dieser Artikel ist exklusiv für Abonnenten",
        "La suite est réservée aux abonnés",
        "Il vous reste 72 % de cet article à lire",
        "Contenido exclusivo para suscriptores",
        "Contenuto riservato agli abbonati",
        "Conteúdo exclusivo para assinantes",
        "Материал доступен только по подписке",
        "Treść dostępna tylko dla prenumeratorów",
        "Abonelere özel",
        "هذا المقال للمشتركين فقط",
        "この記事は会員限定です",
        "订阅后继续阅读",
    ],
)
def test_a_short_text_that_ends_at_a_wall_is_paywalled(call: str) -> None:
    """The wall's words stand below the first paragraphs."""
    html = page(body=paragraphs(3), after=f"<div class=offer><p>{call}</p></div>")
    assert access(html) is Access.PAYWALLED


def test_a_wall_is_known_by_its_class_when_it_is_shown() -> None:
    """Templates carry walls that are empty, hidden, or wrap the whole text."""
    words = "<p>Get the best of the harbour for one crown a week.</p>"
    for name, style, inside, expected in (
        ("paywall", "", words, Access.PAYWALLED),
        ("article-paywall box", "", words, Access.PAYWALLED),
        ("paywall", "display: none", words, Access.UNKNOWN),
        ("paywall", "", "", Access.UNKNOWN),
        ("paywall-content", "", words, Access.UNKNOWN),
    ):
        wall = f"<div class='{name}' style='{style}'>{inside}</div>"
        assert access(page(body=paragraphs(3), after=wall)) is expected
    around = f"<div class='paywall'>{paragraphs(3)}</div>"
    assert access(page(body=around)) is Access.UNKNOWN


@pytest.mark.parametrize(
    "box",
    [
        "Subscribe to our newsletter",
        "Jetzt Newsletter abonnieren",
        "Inscrivez-vous à notre lettre d'information",
        "Get our app for the latest news from the harbour",
        "Support our journalism with a subscription",
    ],
)
def test_a_newsletter_box_is_no_wall(box: str) -> None:
    """It asks for an address, not for a price of reading on."""
    html = page(body=paragraphs(3), after=f"<div class=newsletter><p>{box}</p></div>")
    assert access(html) is Access.UNKNOWN


def test_a_wall_below_a_long_text_is_an_advertisement() -> None:
    """The text is whole, whatever is offered below it."""
    long = "".join(f"<p>{text} Part {i}.</p>" for i in range(6) for text in PARAGRAPHS)
    html = page(body=long, after="<div><p>Subscribe to continue reading</p></div>")
    assert access(html) is Access.UNKNOWN
