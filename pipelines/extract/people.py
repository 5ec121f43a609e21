"""Words that stand around names in bylines, by kind, in many languages; data for authors.py."""

# Stand before a name; longer ones first, a space is written as `_`.
BY_WORDS = """
written_by posted_by posted_on reported_by published_by compiled_by edited_by reviewed_by
created_by submitted_by authored_by story_by words_by text_by a_report_by article_by guide_by
recipe_by report_by analysis_by opinion_by interview_by column_by review_by updated_by
photographs_by a_blog_post_by guest_post_by sponsored_by by_our words
about_the_author author_name author authors by
geschrieben_von veröffentlicht_von verfasst_von erstellt_von ein_gastbeitrag_von gastbeitrag_von
ein_beitrag_von blog_beitrag_von beitrag_von ein_artikel_von artikel_von kommentar_von
ein_kommentar_von eine_analyse_von analyse_von eine_kolumne_von kolumne_von ein_interview_von
interview_von
reportage_von rezept_von text_von bericht_von pressemitteilung_von gepostet_von publiziert_von
text_und_fotos text_und_foto text_und_bilder autoren autorinnen autorin autor verfasser
verfasserin
interview text redakteur redakteurin aufgezeichnet_von protokoll von
écrit_par publié_par rédigé_par propos_recueillis_par auteurs auteure auteur par
escrito_por publicado_por autora autores autor texto por
scritto_da pubblicato_da a_cura_di autrice autore
geschreven_door geplaatst_door auteur door
skrevet_av skriven_av skrevet_af publicerad_av publisert_av tekst text_av av af
napisał napisała autorka przez tekst
автор текст авторы опубликовал
yazar yazan haber kirjoittaja teksti napsal napsala autorka szerző írta scris_de autor
penulis oleh tác_giả συντάκτης
文 文字 作者 撰文 記者 记者 本报记者 著者 執筆 글 بقلم كتب كتبت نویسنده מאת लेखक
"""

# A part that holds one of these is a role or a remark, not a name.
_ROLES = """
journalist journalistin journaliste periodista giornalista jornalista journaliste redactor
redactora
reporter reporterin reporters editor editors editorin redakteur redakteurin redactrice rédacteur
rédactrice correspondent correspondents korrespondent korrespondentin correspondant corresponsal
correspondente inviato columnist kolumnist kolumnistin commentator contributor
contributors writer writers author autorin autor freelancer volontär volontärin praktikant
producer
photographer photographe fotograf fotografin fotógrafo fotografo illustrator cameraman
freelance senior junior chief associate assistant managing executive deputy head director manager
officer founder cofounder co-founder president ceo cto cmo cfo vp specialist expert expertin
consultant analyst strategist coach dietitian attorney dermatologist
political business sports sport analyst publisher herausgeber leiter leiterin chefredakteur
chefredakteurin chefin ressortleiter ressortleiterin bloggerin blogger
published updated modified posted reviewed created aktualisiert veröffentlicht publié actualisé
minutes minute min read lesezeit comments comment kommentare kommentar reply share follow
subscribe
view more all posts post profile biography bio twitter facebook instagram linkedin
email e-mail mail contact kontakt newsletter login logout menu search suche home
register registrieren anmelden mehr weiterlesen richtlinien ilustrator illustration quelle source
youtube tiktok whatsapp
telegram impressum datenschutz
archive archives articles tags categories category uncategorized allgemein
copyright rights reserved advertisement anzeige sponsored
"""

# Stand in names of agencies, desks and bodies, which are kept as they are printed.
_BODIES = """
redaktion redaktionsteam redaction rédaction redacción redazione redação redactie redakcja redakce
редакция newsroom desk team staff bureau agency agencies agentur agence agencia agenzia press
presse
reuters afp dpa apa ansa efe tass xinhua bloomberg afp kyodo yonhap pti ians ani ap pa upi sid epd
kna kathpress ots belga anp stt tt ntb ritzau lusa ap-dpa editors
"""

# Nothing but these is no author: who runs the system, or the house as such.
_NOBODY = """
admin administrator administrador administrateur administrateur webmaster super_user superuser
user
root guest gast editor editors editorial editor_in_chief staff redaktion redaktionell redaction
rédaction la_rédaction redacción redacao redação redazione redactie die_redaktion
newsroom news nachrichten author autor auteur name unknown anonymous anonym n/a none null
undefined
view_all follow share online web team desk press presse wordpress default test system contributor
contributors post posts home start blog website copyright germany deutschland austria österreich
schweiz switzerland france usa uk england italy spain berlin london paris name_of_author by von
posted published tags date datum interview text foto fotos bild about über_uns about_us me
agencies agenturen agency agentur bureau staff_writer staff_reporter guest_author gastautor
gastbeitrag
marketing marketing_team web_desk news_desk online_redaktion redaktion_online
"""

# An imprint, whole: the publisher's company, never a writer.
IMPRINT = (
    r"\b(?:(?:bundes)?ministerium|ministry|gmbh|ag|kg|verlag|inc|llc|ltd|limited|corp|e\.\s?v|s\.?r\.?l|s\.?p\.?a|sarl|pty|"
    r"copyright|publishing|media group|mediengruppe)\b\.?|©"
)

# Behind a comma these belong to the name before it.
_DEGREES = """
phd ph.d dphil md m.d mba msc ma ba bsc jd rn rd rdn dds dvm edd esq cfp cfp® cfa cpa mph
ms msn lcsw do pharmd llm frcp mrcgp mdb mdl mep mp jr sr ii iii
"""

_PARTICLES = """
af al av bin bint da das de del dela della den der di do dos du e ed el ibn la le les ten ter
't van vom von y zu zum zur und of the for op i
"""

# What CJK and others put right behind a name.
TITLES_BEHIND = (
    "기자",
    "특파원",
    "논설위원",
    "记者",
    "記者",
    "报道",
    "報導",
    "sagt",
    "says",
    "said",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


ROLES = _words(_ROLES)
BODIES = _words(_BODIES)
NOBODY = _words(_NOBODY)
DEGREES = _words(_DEGREES)
PARTICLES = _words(_PARTICLES)
# German compounds: "Projektleiterin", "Sportredakteur".
ROLE_ENDINGS = (
    *("leiter", "leiterin", "redakteur", "redakteurin", "korrespondent", "korrespondentin"),
    *("journalist", "journalistin", "expertin", "autorin", "sprecher", "sprecherin"),
)
