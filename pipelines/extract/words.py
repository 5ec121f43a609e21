"""Words that names of sites and of their parts are made of, in the languages of the pages."""

import re

# Words that say "this is a site" and nothing of the article.
_SITE_WORDS = """
the der die das le la les el los il lo o os a de del di da do dos du des von of and und et y e
for für fur
www com net org de at ch fr uk co eu io info tv
blog blogs weblog news nachrichten nouvelles noticias notizie notícias новости nieuws nyheter
wiadomości haberler uutiset hírek
magazin magazine revista rivista revue journal zeitung newspaper online digital web
home homepage startseite start accueil inicio index official offizielle website webseite site
portal forum archive archiv archives article articles artikel artículo story stories post posts
deutschland österreich schweiz france españa italia brasil usa world
press presse aktuell aktuelles aktuality
"""
SITE_WORDS = frozenset(_SITE_WORDS.split())
_LEGAL_FORMS = "gmbh ag ev e v b bv nv inc ltd llc plc corp co kg sa srl spa oy ab as"
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())


def _any_of(words: str) -> re.Pattern[str]:
    """Any of the words, to its last letter; a digit right behind it belongs to the date."""
    beginnings = "|".join(re.escape(word.replace("_", " ")) for word in words.split())
    return re.compile(rf"(?:{beginnings})[^\W\d_]*", re.IGNORECASE)


# Beginnings of words that stand before a date; a space is written as `_`.
MODIFIED = _any_of(
    """
    updat upd. modif last_edited last_change last_revi edited revised corrected
    aktualisier stand: stand_vom geändert überarbeitet letzte_änderung bearbeitet
    mis_à_jour màj mise_à_jour modifié actualisé actualiz modificad atualiz aggiornat
    ultima_modifica     bijgewerkt gewijzigd aangepast uppdater ändrad oppdater endret opdater
    ændret päivit muokattu
    обновл обновит изменен изменён отредактир оновлен güncel aktualiz zaktualiz zmienion upraven
    módosít frissít actualizat modificat ενημέρωση ενημερώθηκε diperbarui diubah cập_nhật
    更新 修改 最終更新 수정 업데이트 تحديث تعديل עודכן अपडेट आखरी_अपडेट به‌روز
    """
)
PUBLISHED = _any_of(
    """
    publi posted created issued released first_seen written_on added_on submitted
    veröffentlicht erschienen erstellt datum date: verfasst geschrieben freigegeben online_seit
    publié paru mis_en_ligne créé fecha: publicad data: publicat pubblicat inserito
    gepost gepubliceerd geplaatst publicer publisert udgivet publiceret julkaist
    опубликов дата: добавлен опублікован yayın eklenme tarih giriş opublik dodano zveřejn vydán
    megjelen közzé δημοσ terbit tayang dipublik đăng ngày प्रकाशित
    입력 등록 게시 发布 發布 发表 發表 発行 公開 掲載 投稿 配信 نشر تاريخ פורסם تاریخ انتشار
    """
)
