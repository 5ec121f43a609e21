"""Words by which a page says that it is no article, and what kind of article it is.

The words are data: `walls.toml`, by what they say and in which language. Every language applies
to every page, because walls and labels often stand in another language than the site's.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from pipelines.model import ArticleKind, Reason

# In this order: what a challenge says ("Access denied") is said of other pages too.
WALLS = (Reason.CHALLENGE, Reason.SOFT_404, Reason.CONSENT, Reason.LOGIN, Reason.ERROR)

LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"))

# What is written in running text though no type of article: never a listing.
CONTENT_TYPES = frozenset(
    (
        "Recipe", "HowTo", "FAQPage", "QAPage", "Event", "JobPosting", "Course", "Product",
        "MedicalWebPage", "Book", "Movie", "PodcastEpisode", "VideoObject",
    )
)  # fmt: skip

# What services that stand before a site leave in their pages' source; no page of text has them
# and hardly any text besides.
CHALLENGE_MARKS = (
    "/_Incapsula_Resource", "/cdn-cgi/challenge-platform", "cf-challenge", "_cf_chl_opt",
    "captcha-delivery.com", "px-captcha", "window._pxAppId", "awsWafCookieDomainList",
    "window.rbzns", "sucuri_cloudproxy", "ddos-guard", "/.well-known/captcha", "hcaptcha.com/1/api",
    "google.com/recaptcha", "geo.captcha",
)  # fmt: skip


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


LISTING_ADDRESS = _any(
    (
        r"/(?:tags?|categor(?:y|ies|ia)|kategorie[ns]?|topics?|themen?|autor(?:en|es)?|authors?|"
        r"search|suche|archives?|archiv|rubrik|label|sections?|etiquetas?|temas?|auteurs?|autore|"
        r"categorie|argomenti|tagi|kategorii?|rubriki?|etiket|konu|yazar)(?:/[^/]+){0,2}/?$",
        r"/page/\d+/?$",
        r"[?&](?:s|q|query|search)=",
    )
)

# Searched in the address's path, in this order.
KINDS_BY_ADDRESS = (
    (
        ArticleKind.LIVE,
        _any(
            (
                r"/live/20\d\d/|/live-?(?:blogs?|ticker|updates?)\b|-live-updates?\b",
                r"[-/](?:news)?(?:liveticker|liveblog|live-blog|newsblog)\b",
                r"/(?:en-direct|en-vivo|ao-vivo|minuto-a-minuto|na-zywo|canli-anlatim)\b",
            )
        ),
    ),
    (
        ArticleKind.SPONSORED,
        _any(
            (
                r"/(?:sponsored(?:-content)?|advertorials?|anzeigen?|publirreportajes?|branded-?content)/",
                r"/(?:brand-?(?:studio|voice)|partner-?content|paid-?(?:content|post)|publi-?redactionnel)/",
                r"/(?:contenido-patrocinado|patrocinad[oa]s?|conteudo-patrocinado|publieditorial)/",
            )
        ),
    ),
    (
        ArticleKind.PRESS,
        _any(
            (
                r"/(?:press-?releases?|news-?releases?|pressemitteilung(?:en)?|presseportal)\b",
                r"/(?:pressemeldung(?:en)?|medienmitteilung(?:en)?|communiques?(?:-de-presse)?)\b",
                r"/(?:comunicados?(?:-de-prensa)?|comunicati(?:-stampa)?|persberichten)\b",
                r"/(?:prnewswire|businesswire|globenewswire|accesswire)\b",
            )
        ),
    ),
    (
        ArticleKind.OPINION,
        _any(
            (
                r"/(?:opinions?|comment(?:isfree|ary)?|editorials?|op-?ed|columns?|columnists?)/",
                r"/(?:kommentare?|meinung(?:en)?|opinioni?|debat(?:te)?|tribunes?|мнения|kolumnen?)/",
                r"/(?:opini[oó]n|opiniao|columnas?|colunas?|editoriali|opinie|yazarlar|leitartikel)/",
            )
        ),
    ),
    (
        ArticleKind.GALLERY,
        _any(
            (
                r"/(?:(?:photo-?)?galler(?:y|ies)|(?:foto-?)?galeri[ea]s?|slideshows?|in-pictures)\b",
                r"/(?:pictures|photos?|fotos?|diaporamas?|fotogaler(?:y|ie|ia)s?|zdjecia)/",
                r"/(?:bilder(?:galerien?|strecken?)?|fotostrecken?)\b",
            )
        ),
    ),
    (ArticleKind.VIDEO, _any((r"/(?:videos?|watch|mediathek|wideo)/",))),
)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    text = files("pipelines.extract").joinpath("walls.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=64)
def words(group: str, name: str) -> re.Pattern[str]:
    """One expression of all languages' words in the table `group.name`; compiled when asked for."""
    return _any(
        f"(?:{phrase})" for phrases in _tables()[group][name].values() for phrase in phrases
    )


def names(group: str) -> tuple[str, ...]:
    """The tables of a group, in the file's order."""
    return tuple(_tables()[group])


def languages(group: str, name: str) -> frozenset[str]:
    """The languages that a table has words in, without `any`."""
    return frozenset(_tables()[group][name]) - {"any"}
