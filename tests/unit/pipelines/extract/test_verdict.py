"""Which pages are no articles, and which only look as if they were none."""

import pytest

from pipelines.extract import extract
from pipelines.extract.walls import WALLS, languages
from pipelines.model import Reason, Rejected
from tests.unit.pipelines.extract.pages import (
    HEADLINE,
    PARAGRAPHS,
    SITE,
    notice,
    page,
    paragraphs,
    rejection,
    snapshot,
    texts,
)
from tests.unit.pipelines.extract.pages import article as read

PASSWORD = "<form><input name=user><input type=password name=pass></form>"
LANGUAGES = frozenset(("en", "de", "fr", "es", "it", "pt", "ru", "pl", "tr", "ar", "ja", "zh"))

NOTICES = {
    Reason.CHALLENGE: (
        "Just a moment...",
        "Access denied",
        "Are you a robot?",
        "Einen Moment, bitte",
        "Bestätigen Sie, dass Sie kein Roboter sind",
        "Vérification de sécurité",
        "Un momento",
        "Verifica di sicurezza",
        "Verificação de segurança",
        "Подтвердите, что вы не робот",
        "Potwierdź, że nie jesteś robotem",
        "Erişim engellendi",
        "لحظة من فضلك",
        "アクセスが拒否されました",
        "请稍候",
    ),
    Reason.SOFT_404: (
        "404 - Not Found",
        "Page not found",
        "This page does not exist",
        "Die Seite wurde nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Pagina non trovata",
        "Página não encontrada",
        "Страница не найдена",
        "Strona nie została znaleziona",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "お探しのページは見つかりませんでした",
        "页面不存在",
    ),
    Reason.CONSENT: (
        "Before you continue",
        "We value your privacy",
        "Wir benötigen Ihre Zustimmung",
        "Mit Werbung weiterlesen",
        "Le respect de votre vie privée",
        "Valoramos tu privacidad",
        "Rispettiamo la tua privacy",
        "Valorizamos a sua privacidade",
        "Мы ценим вашу конфиденциальность",
        "Szanujemy Twoją prywatność",
        "Gizliliğinize önem veriyoruz",
        "نحن نقدر خصوصيتك",
        "プライバシー設定",
        "我们重视您的隐私",
    ),
    Reason.ERROR: (
        "500 Internal Server Error",
        "Service temporarily unavailable",
        "Something went wrong",
        "Wartungsarbeiten",
        "Site en maintenance",
        "Ha ocurrido un error",
        "Si è verificato un errore",
        "Ocorreu um erro",
        "Произошла ошибка",
        "Wystąpił błąd",
        "Bir hata oluştu",
        "حدث خطأ",
        "ただいまメンテナンス中です",
        "系统维护中",
    ),
}
LOGINS = (
    "Log in", "Anmelden", "Se connecter", "Iniciar sesión", "Accedi", "Faça login", "Войти",
    "Zaloguj się", "Giriş yap", "تسجيل الدخول", "ログイン", "登录",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "title"), [(reason, title) for reason, said in NOTICES.items() for title in said]
)
def test_a_page_that_says_it_is_no_article_is_believed(reason: Reason, title: str) -> None:
    """Its title and heading say so, in each language, and nothing else speaks for an article."""
    refused = rejection(notice(title, "Reference 4711.", "Please come back later."))
    assert refused.reason is reason
    assert refused.evidence


@pytest.mark.parametrize("title", LOGINS)
def test_a_login_is_a_login_where_a_form_asks_for_a_password(title: str) -> None:
    """The words alone stand on every page's edge."""
    assert rejection(notice(title, form=PASSWORD)).reason is Reason.LOGIN


def test_every_wall_has_words_in_every_language() -> None:
    """A language that lacks a reason would let its walls through."""
    for reason in WALLS:
        assert languages("reason", reason) >= LANGUAGES


def test_a_wall_among_links_to_news_is_still_a_wall() -> None:
    """A missing page shows the latest headlines below its notice."""
    teasers = "".join(
        f"<li><h3><a href=/n/{i}>The council has decided on matter number {i}</a></h3></li>"
        for i in range(12)
    )
    html = notice("Page not found", form=f"<h2>Latest</h2><ul>{teasers}</ul>")
    assert rejection(html).reason is Reason.SOFT_404


def test_a_challenge_without_words_is_known_by_its_script() -> None:
    """Many are an empty page that only a browser can go on from."""
    html = "<html><head><script src='/_Incapsula_Resource?x=1'></script></head><body></body></html>"
    assert rejection(html).reason is Reason.CHALLENGE


@pytest.mark.parametrize(
    "headers", [{"cf_mitigated": "challenge"}, {"x_amzn_waf_action": "captcha"}]
)
def test_a_challenge_is_known_by_its_header(headers: dict[str, str]) -> None:
    """Some services say so before the page begins, whatever the status."""
    for status in (200, 403):
        outcome = extract(snapshot(page(), status=status, **headers), SITE)
        assert isinstance(outcome, Rejected)
        assert outcome.reason is Reason.CHALLENGE


@pytest.mark.parametrize(
    "headline",
    [
        "Missing hiker still not found after three days of searching",
        "Access denied: how the town shut out its own citizens",
        "The 404 people who built the bridge",
        "Sign in the harbour: who wrote the letters on the wall",
        "Seite an Seite: die Brücke wurde nicht gefunden, sondern gebaut",
        "Something went wrong in the summer of the flood, the report says",
    ],
)
def test_an_article_about_such_words_is_an_article(headline: str) -> None:
    """Running text under one roof outweighs any word in the title."""
    read(page(headline=headline))


def test_a_short_article_about_such_words_is_an_article_when_it_says_so() -> None:
    """A flash whose type is stated needs no length."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Access denied: '
        'the harbour stays closed", "datePublished": "2026-03-09T10:00:00Z"}</script>'
    )
    text = "<p>The harbour stays closed until Friday, the council says.</p>"
    found, _ = read(page(head=head, headline="Access denied: the harbour stays closed", body=text))
    assert texts(found) == ("The harbour stays closed until Friday, the council says.",)


def teaser(number: int) -> str:
    return (
        f"<div class=card><h2><a href=/town/{number}>A headline of some length, number {number}"
        f"</a></h2><p>{PARAGRAPHS[number % 7]}</p></div>"
    )


def listing(count: int = 12, head: str = "") -> str:
    cards = "".join(teaser(i) for i in range(count))
    return (
        f"<html><head><title>Bridges</title>{head}</head><body><main>{cards}</main></body></html>"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/tag/bridges", "/category/town/", "/thema/bruecken", "/auteur/jean", "/etiqueta/puentes",
        "/argomenti/ponti", "/tagi/mosty", "/town?page=2&q=bridge", "/town/page/3/", "/bridges",
    ],
)  # fmt: skip
def test_teasers_make_a_listing_whatever_their_number(path: str) -> None:
    """By its address, or by headings that are links over texts of their own."""
    for count in (8, 60):
        refused = rejection(listing(count), f"https://gazette.example{path}")
        assert refused.reason is Reason.LISTING


@pytest.mark.parametrize("name", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
def test_a_page_that_calls_itself_a_collection_is_believed(name: str) -> None:
    """Blogs say `article` in og:type of the same page; the more exact word counts."""
    script = f'<script type="application/ld+json">{{"@type": "{name}"}}</script>'
    head = script + '<meta property="og:type" content="article">'
    assert rejection(listing(8, head), "https://gazette.example/x").reason is Reason.LISTING


def test_teasers_in_one_box_are_a_listing_too() -> None:
    """Pages without classes print headline, date and text of all teasers side by side."""
    lines = "".join(
        f"<h3><a href=/town/{i}>A headline of some length, number {i}</a></h3>"
        f"<p>{i} March</p><p>{PARAGRAPHS[i % 7][:88]}</p>"
        for i in range(6)
    )
    html = f"<html><head><title>Town</title></head><body><div>{lines}</div></body></html>"
    assert rejection(html, "https://gazette.example/x").reason is Reason.LISTING


def test_an_article_beside_many_teasers_is_an_article() -> None:
    """Related boxes are longer than the article on many pages."""
    found, _ = read(page(after="".join(teaser(i) for i in range(20))))
    assert texts(found)[:3] == PARAGRAPHS[:3]


def test_a_title_that_links_to_its_own_page_is_no_teaser() -> None:
    """Old themes do so; three short paragraphs below it are the article."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:4])
    html = (
        "<html><head><title>Bridge</title></head><body><div class=post><h2>"
        f"<a href=/town/harbour-bridge-reopens>{HEADLINE}</a></h2>{body}</div></body></html>"
    )
    found, _ = read(html)
    assert texts(found)[-1] == PARAGRAPHS[3]


def test_a_recipe_among_linked_headings_is_no_listing() -> None:
    """What is written, though no article by its type, is judged by its text."""
    head = '<script type="application/ld+json">{"@type": "Recipe", "name": "Harbour soup"}</script>'
    steps = "".join(f"<li>{text}</li>" for text in PARAGRAPHS[:5])
    more = "".join(f"<div>{teaser(i)}</div>" for i in range(9))
    html = (
        f"<html><head><title>Harbour soup</title>{head}</head><body><h1>Harbour soup</h1>"
        f"<ol>{steps}</ol><aside>{more}</aside></body></html>"
    )
    read(html, "https://gazette.example/recipes/harbour-soup")


def test_a_front_page_is_home_and_a_page_about_one_thing_is_not() -> None:
    """A host's root is a home page unless it holds one text and hardly a teaser."""
    root = "https://gazette.example/"
    assert rejection(listing(20), root).reason is Reason.HOME
    assert rejection(page(body=paragraphs(2)), root).reason is Reason.HOME
    read(page(), root)


def test_a_notice_about_cookies_above_a_dated_flash_is_no_wall() -> None:
    """Half of all pages print one; a wall has no date and no news."""
    html = (
        "<html lang=en><head><title>Trains run again</title></head><body>"
        "<div><div>We use cookies to understand how you use our site.</div><span>Accept all</span>"
        "</div><h1>Trains between the two towns run again</h1>"
        "<div>By A. Writer Published: 28 February 2026, 11:57</div>"
        "<p>Trains between the two towns run again from Tuesday after a fallen tree was cleared "
        "from the line near the old station.</p></body></html>"
    )
    assert not isinstance(extract(snapshot(html), SITE), Rejected)


def test_a_flash_of_one_sentence_is_an_article_in_any_script() -> None:
    """Length is counted in characters of an alphabet: a Chinese one says as much as 2.5."""
    head = '<meta property="article:published_time" content="2026-03-09T10:00:00Z">'
    flash = "港口大桥周一重新开放，市政府宣布工程结束。"
    found, _ = read(page(head=head, headline="港口大桥重新开放", body=f"<p>{flash}</p>"))
    assert texts(found) == (flash,)


@pytest.mark.parametrize(
    "sentence",
    [
        "港口大桥在十一周的维修之后于周一重新开放，工程师们曾在春季检查时发现支座有裂缝。"
        "公共汽车将从星期三起恢复原来的路线，运输局在一份简短的声明中说。",
        "港の橋は十一週間の修理を終えて月曜日に再び開通した。春の点検で支承に亀裂が見つかっていた。"
        "バスは水曜日から元の路線に戻ると、交通局は短い声明で述べた。",
        "สะพานท่าเรือเปิดใช้อีกครั้งในวันจันทร์หลังจากซ่อมแซมซุ้มด้านเหนือนานสิบเอ็ดสัปดาห์ วิศวกรพบรอยร้าว",
    ],
)
def test_a_short_article_without_spaces_is_not_too_short(sentence: str) -> None:
    """Nothing but its text speaks for it: no type, no date."""
    body = "".join(f"<p>{sentence}{i}</p>" for i in range(3))
    found, _ = read(page(headline="桥", body=body))
    assert sentence[:10] in texts(found)[0]


def test_a_scrap_is_too_short_where_nobody_calls_it_an_article() -> None:
    """Less than a paragraph says nothing."""
    little = (Reason.TOO_SHORT, Reason.NO_TEXT)
    assert rejection(notice("Contact", "Write to us.")).reason in little


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"%PDF-1.7 ...", Reason.NOT_HTML),
        (b'{"a": 1}', Reason.NOT_HTML),
        (b"\xef\xbb\xbf[1, 2]", Reason.NOT_HTML),
        (b"\x89PNG\r\n\x1a\n", Reason.NOT_HTML),
        (b"", Reason.NO_TEXT),
        (b"   \n", Reason.NO_TEXT),
        (b"<html><body></body></html>", Reason.NO_TEXT),
    ],
)
def test_an_answer_without_a_page_is_no_article(payload: bytes, reason: Reason) -> None:
    """Whatever the header says."""
    assert rejection(payload).reason is reason
