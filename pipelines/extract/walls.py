"""Words by which a page says that it is no article, and what kind of article it is.

Rule 1: words alone never reject a page that holds an article's worth of running text; the
    verdict weighs them against it.
Rule 2: a phrase stands here in the language in which pages print it; one regular expression a
    reason, so that the evidence can quote what matched.
"""

import re
from collections.abc import Iterable

from pipelines.model import ArticleKind, Reason


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


# Looked for in the title and the headings, and in every line of a page with few of them.
WORDS = {
    Reason.CHALLENGE: _any(
        (
            r"just a moment\b",
            r"attention required!",
            r"checking (?:your|the) browser",
            r"verif(?:y|ying) (?:that )?you(?:'re|’re| are) (?:a |not a )?(?:human|robot)",
            r"are you a (?:human|robot)",
            r"\bcaptcha\b",
            r"ddos[- ]guard",
            r"incapsula",
            r"pardon our interruption",
            r"access (?:to this page has been )?denied",
            r"unusual traffic",
            r"enable (?:js|javascript) and (?:disable|cookies)",
            r"security check",
            r"bot verification",
        )
    ),
    Reason.SOFT_404: _any(
        (
            r"^\W*(?:error )?404\b|\b404\W*$|\b(?:error|http) 404\b",
            r"(?:page|article|story|content|url) (?:was |could |can )?"
            r"(?:not|no longer|not be|cannot be) (?:found|available|exist)",
            r"page (?:doesn.t|does not) exist|not found$",
            r"seite (?:wurde )?nicht gefunden|nicht (?:mehr )?(?:gefunden|verfügbar)",
            r"page (?:introuvable|non trouvée)",
            r"página no (?:encontrada|existe)|página não encontrada",
            r"pagina (?:non trovata|niet gevonden)",
            r"страница не найдена",
            r"nie (?:znaleziono|została znaleziona)",
            r"sayfa bulunamadı",
            r"页面不存在|找不到.{0,4}页|ページが見つかりません",
            r"الصفحة غير موجودة",
        )
    ),
    Reason.CONSENT: _any(
        (
            r"before you continue",
            r"your privacy choices|we (?:value|respect) your privacy|privacy ?wall",
            r"cookie[- ](?:consent|einstellungen|policy|wall)|(?:accept|alle) cookies",
            r"wir (?:benötigen|brauchen) ihre (?:zustimmung|einwilligung)",
            r"(?:mit|ohne) werbung (?:und tracking )?(?:weiter)?lesen|cookies? akzeptieren",
            r"wir (?:schätzen|respektieren|achten) ihre privatsphäre|ihre privatsphäre ist uns",
            r"votre (?:vie privée|consentement)|respect de la vie privée",
            r"(?:su|tu) privacidad|(?:sua|tua) privacidade",
            r"la (?:tua|sua|vostra) privacy",
            r"uw privacy|jouw privacy",
            r"(?:ваш\w*|вашей) (?:конфиденциальност|приватност|личн\w+ данн)",
            r"tw(?:oj|ój)\w* prywatnoś|gizliliğiniz|隐私|プライバシー|خصوصيتك",
        )
    ),
    Reason.LOGIN: _any(
        (
            r"^\W*(?:log ?in|sign ?in|sign ?up|register)\b",
            r"^\W*(?:anmelden|einloggen|connexion|se connecter|iniciar sesión|accedi|entrar)\b",
            r"^\W*(?:inloggen|войти|вход|zaloguj|giriş yap|登录|ログイン|تسجيل الدخول)",
        )
    ),
    Reason.ERROR: _any(
        (
            r"internal server error|service (?:temporarily )?unavailable|bad gateway",
            r"database connection|something went wrong|fatal error",
            r"under maintenance|wartungsarbeiten",
        )
    ),
}

LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"))

LISTING_ADDRESS = _any(
    (
        r"/(?:tags?|categor(?:y|ies|ia)|kategorie|topics?|themen?|autor(?:en)?|authors?|search|"
        r"suche|archives?|archiv|rubrik|label|sections?)(?:/[^/]+){0,2}/?$",
        r"/page/\d+/?$",
        r"[?&](?:s|q|query|search)=",
    )
)

# Searched in the address's path, in this order.
KINDS_BY_ADDRESS = (
    (
        ArticleKind.LIVE,
        _any((r"/live-?(?:blogs?|ticker|updates?)\b", r"-live-updates?\b", r"-liveticker\b")),
    ),
    (
        ArticleKind.SPONSORED,
        _any(
            (
                r"/(?:sponsored|advertorials?|anzeige|publirreportaje)\b",
                r"/(?:brand-?(?:content|studio|voice)|partner-?content|paid-?content)\b",
            )
        ),
    ),
    (
        ArticleKind.PRESS,
        _any(
            (
                r"/(?:press-?releases?|pressemitteilung(?:en)?|presseportal|communiques?)\b",
                r"/(?:prnewswire|businesswire|globenewswire)\b",
            )
        ),
    ),
    (
        ArticleKind.OPINION,
        _any(
            (
                r"/(?:opinions?|comment(?:isfree|ary)?|editorials?|op-?ed|columns?|columnists?)/",
                r"/(?:kommentare?|meinung|opinioni?|debat(?:te)?|tribunes?|мнения)/",
            )
        ),
    ),
    (
        ArticleKind.GALLERY,
        _any(
            (
                r"/(?:galler(?:y|ies)|galeri[ea]s?|slideshows?|pictures|photos?|fotos?)/",
                r"/(?:bilder(?:galerie|strecken?)?|fotostrecke)\b",
            )
        ),
    ),
    (ArticleKind.VIDEO, _any((r"/(?:videos?|watch|mediathek)/",))),
)
