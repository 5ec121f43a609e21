"""What kind of line is this, by its words? Weak signs in many languages, weighed by the trees.

The signs decide nothing alone; a language that is missing here costs a sign, not an article.
Plain look-ups instead of regular expressions: those took 150 microseconds a block, these 8.
Without the signs 3 in 100 fewer pages of aeb and 5 of fundus-tests are without a leak.
"""

import re
from dataclasses import dataclass

# Characters from which a block is judged by its place alone: a paragraph that mentions a
# newsletter is text.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Kind:
    """opens: first words, case folded. holds: parts of the case-folded text, words or stems."""

    opens: frozenset[str]
    holds: tuple[str, ...] = ()


def _kind(opens: str, *holds: str) -> _Kind:
    return _Kind(opens=frozenset(opens.split()), holds=holds)


_KINDS = {
    "reads on": _kind(
        "read see watch listen also more related recommended lesen lest mehr dazu siehe lire voir"
        " lea leer lee más leggi vedi leia veja saiba lees bekijk läs czytaj zobacz przeczytaj"
        " читайте также см oku ilgili baca اقرأ إقرأ",
        "read more", "also read", "read also", "read next", "click here", "click to", "tap here",
        "full story", "full coverage", "weiterlesen", "continue reading", "more on ", "more from ",
        "à lire", "lee también", "te puede interesar", "leggi anche", "lees ook", "les også",
        "auch interessant", "up next", "don’t miss", "xem thêm", "相关", "相關", "関連", "관련",
    ),
    "offers": _kind(
        "subscribe abonnieren abonnez",
        "newsletter", "subscri", "sign up", "sign-up", "signup", "inbox", "abonn", "suscr",
        "registrier", "iscriv", "assine", "inscri", "подпи", "zapisz", "prenumer", "nieuwsbrief",
        "app store", "google play", "download", "whatsapp", "telegram", "free trial", "buy now",
        "affiliate", "commission",
    ),
    "rights": _kind(
        "photo photos photograph photography foto fotos image images credit picture copyright фото",
        "©", "copyright", "rights reserved", "(c)", "getty", "reuters/", "/reuters", "/ap", "/afp",
        "/dpa", "photo by", "photo:", "foto:", "image:", "credit:", "courtesy", "shutterstock",
        "imago", "alamy", "istock", "picture alliance", "associated press", "(ap)",
    ),
    "contacts": _kind(
        "follow contact reach e-mail email folgen sigue suivez segui siga",
        "follow us", "follow him", "follow her", "follow @", "on twitter", "facebook", "instagram",
        "linkedin", "youtube", "http://", "https://", "www.", "@", "e-mail", "contact ",
        "reached at",
    ),
    "advert": _kind(
        "advertisement advertising advert ad ads anzeige publicidad publicité reklam reklama"
        " pubblicità sponsored sponsor werbung реклама 広告 广告 annons mainos promoted",
        "advertisement", "sponsored",
    ),
    "talks": _kind(
        "comment comments kommentare kommentar comentarios commentaires comentários",
        "comment", "kommentar", "comentar", "share this", "report an error", "feedback",
        "let us know", "tell us", "donat", "support us", "spende", "join the",
    ),
    "signs": _kind(
        "reporting editing writing additional",
        " is a ", " is an ", " is the ", "reporter", "writer", "editor", "journalist", "contribut",
        "correspondent", "columnist", "redakt", "author", "autor", "auteur", "disclaimer",
        "opinions expressed", "reporting by", "editing by", "this article", "this story",
        "this post", "this report", "originally ", "appeared",
    ),
    "dates": _kind(
        "published updated posted stand publié actualizado aktualisiert veröffentlicht"
        " опубликовано",
        " ago", "updated", "published", "posted", "min read", "minute read", "minutes read",
        "aktualisiert", "veröffentlicht", " uhr", "publi", "actuali", "обновл",
    ),
    "byline": _kind(
        "by von por par di de door av af автор text words source quelle fuente bron fonte źródło"
        " источник kaynak",
        "来源", "記者", "기자",
    ),
    "label": _kind(
        "tag tags topic topics themen filed category categories schlagwörter keywords share print"
        " menu search home login next previous prev weiter zurück loading close top teilen",
        "filed under",
    ),
}  # fmt: skip
KINDS = tuple(_KINDS)

_FIRST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_NONE = (0.0,) * len(KINDS)


def signs(text: str) -> tuple[float, ...]:
    """For each of KINDS 1.0 when the text has that sign, else 0.0."""
    if len(text) > LONGEST:
        return _NONE
    folded = text.casefold()
    first = _FIRST_WORD.search(folded)
    opening = first.group() if first else ""
    return tuple(
        1.0 if opening in kind.opens or any(part in folded for part in kind.holds) else 0.0
        for kind in _KINDS.values()
    )
