"""A withdrawal notice in place of an article."""

import pytest

from pipelines.identity.notices import is_notice, says_withdrawn

FILED = (
    "The harbour council of Harlow voted on Monday to repair the old stone bridge before winter. "
    "Mayor Ann Lee said that the works would cost 15 million crowns. " * 4
)


@pytest.mark.parametrize(
    "notice",
    [
        "This article has been removed at the request of the people in it.",
        "This story was retracted on 4 May because we could not confirm its account.",
        "We have withdrawn this report while we look into a complaint.",
        "Article removed\n\nWe are sorry.",
        "The article you are looking for is no longer available.",
        "Dieser Artikel wurde aus rechtlichen Gründen entfernt.",
        "Wir haben diesen Beitrag zurückgezogen, weil er Fehler enthielt.",
        "Der Beitrag ist nicht mehr verfügbar.",
        "Cet article a été retiré par la rédaction.",
        "Cette publication n’est plus disponible.",
        "Este artículo ha sido eliminado por la redacción.",
        "Hemos retirado esta noticia tras un error.",
        "Questo articolo è stato rimosso dalla redazione.",
        "Esta matéria foi retirada do ar.",
        "Dit artikel is op verzoek verwijderd.",
        "Статья удалена по просьбе её героев.",
        "Материал снят с публикации.",
        "Ten artykuł został usunięty przez redakcję.",
        "Bu haber yayından kaldırılmıştır.",
        "تم حذف هذا المقال",
        "この記事は削除されました。",
        "当該記事は掲載を終了しました。",
        "本文已被作者删除",
        "该文章已撤回。",
    ],
)
def test_a_notice_in_place_of_the_article_is_recognised(notice: str) -> None:
    """In thirteen languages."""
    assert is_notice(notice, FILED)


@pytest.mark.parametrize(
    "text",
    [
        "The minister has withdrawn the bill, and the speaker has removed it from the agenda.",
        "The council took down the statue on Monday. The page of history was turned, she said.",
        "Das Schiff wurde aus dem Hafen entfernt, der Antrag zurückgezogen.",
        "Le candidat a été retiré de la liste par son parti.",
        "El barco fue retirado del puerto el lunes.",
        "Il relitto è stato rimosso dal porto.",
        "Памятник снят с постамента и увезён.",
        "この船は港から撤去されました。",
        "该船已被拖走。",
    ],
)
def test_a_short_report_about_a_withdrawal_is_none(text: str) -> None:
    """What was withdrawn must be the article itself."""
    assert not is_notice(text, FILED)


def test_a_note_below_an_article_that_stayed_is_no_withdrawal() -> None:
    """The article stands; the note is an edit like others."""
    assert not is_notice(f"{FILED}\n\nThis article has been removed from our front page.", FILED)


@pytest.mark.parametrize("piece", ["стать", "this article ", "haber", "記事は", "статья "])
def test_a_text_that_almost_says_it_for_ever_costs_nothing(piece: str) -> None:
    """Every repetition in the patterns is bounded, and so is the text that they are tried on."""
    assert not is_notice(piece * 100, piece * 100_000)
    assert not is_notice(piece * 100_000, FILED)


def test_a_notice_that_was_filed_as_the_article_is_none() -> None:
    """What said so from the beginning was never withdrawn."""
    notice = "This article has been removed."
    assert says_withdrawn(notice)
    assert not is_notice(notice, f"{notice} " * 9)
