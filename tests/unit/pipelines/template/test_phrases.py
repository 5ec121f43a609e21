"""The data files hold what their head says, in every language."""

import tomllib
from importlib.resources import files

import pytest

from pipelines.template.folding import folded
from pipelines.template.phrases import (
    glued_label,
    interface_phrase,
    is_weak,
    label_phrase,
    lexicon,
)

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "zh")
SECTIONS = {"whole", "opens", "labels", "weak_labels", "notes", "bylines", "counters"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_fills_each_section(language: str) -> None:
    """A section left out is a kind of interface text that the language would leak."""
    file = files("pipelines.template").joinpath("phrases", f"{language}.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    assert set(table) == SECTIONS
    assert {"summary", "share", "newsletter", "cookie", "comments", "app"} <= set(table["whole"])
    assert {"slot", "related"} <= set(table["labels"])


@pytest.mark.parametrize(
    "texts",
    [
        ("No time to read?", "Get a summary »", "Share this article", "ADVERTISEMENT"),
        ("Keine Zeit zum Lesen?", "Artikel teilen", "Zum Newsletter anmelden"),
        ("Pas le temps de lire ?", "Obtenir un résumé", "Partager l’article"),
        ("¿No tienes tiempo para leer?", "Comparte este artículo", "Deja un comentario"),
        ("Leggi il riassunto", "Condividi articolo", "Lascia un commento"),
        ("Ler o resumo", "Compartilhe este artigo", "Deixe um comentário"),
        ("Geen tijd om te lezen?", "Deel dit artikel", "Plaats een reactie"),
        ("Нет времени читать?", "Поделиться статьей", "Оставить комментарий"),
        ("Udostępnij artykuł", "Dodaj komentarz", "Zapisz się do newslettera"),
        ("Bu haberi paylaş", "Yorum yap", "İlgili haberler"),
        ("شارك هذا المقال", "احصل على ملخص", "اترك تعليقاً"),
        ("没时间阅读？", "获取摘要", "分享本文"),
        ("この記事をシェア", "要約を読む", "コメントを書く"),
    ],
)
def test_whole_phrases_are_known_as_they_are_printed(texts: tuple[str, ...]) -> None:
    """Case, punctuation and quotation marks of the page make no difference."""
    assert [text for text in texts if interface_phrase(text) is None] == []


def test_a_call_ends_where_a_paragraph_begins() -> None:
    """Forty words are a call; more are somebody's text."""
    call = "Sign up for our newsletter and hear of each tide"
    assert interface_phrase(call) is not None
    assert interface_phrase(call + " and each ferry" * 20) is None


def test_labels_are_strong_or_weak_and_never_both() -> None:
    """A word that is weak in one language must not be strong by another's file."""
    known = lexicon()
    assert known.labels.keys().isdisjoint(known.weak_labels)
    assert [is_weak(label) for label in map(label_phrase, ("Next", "Next Article")) if label] == [
        True,
        False,
    ]


def test_the_longest_label_is_the_one_that_is_read() -> None:
    """'Read more about' begins with 'read more'."""
    found = glued_label("Read more about: the night ferry")
    assert found is not None
    assert (found.label.text, found.rest) == ("read more about", "the night ferry")


def test_every_entry_is_folded_only_once() -> None:
    """An entry whose folded form folds further could never be found."""
    known = lexicon()
    entries = [*known.whole, *known.opens, *known.labels, *known.weak_labels]
    assert [text for text in entries if folded(text) != text] == []


@pytest.mark.parametrize(
    "notice",
    [
        "Please read our comment policy before you write.",
        "Die Kommentarfunktion ist geschlossen, wir bitten um Verständnis.",
        "Los comentarios son responsabilidad de quienes los escriben.",
        "Les commentaires sont fermés depuis hier.",
        "ATENÇÃO: Comentários sem nome não entram.",
        "Os comentários são de responsabilidade de quem os escreve.",
        "Redakcja nie odpowiada za treść komentarzy.",
    ],
)
def test_rules_for_those_who_comment_are_interface(notice: str) -> None:
    found = interface_phrase(notice)
    assert found is not None
    assert found.kind == "comments"
