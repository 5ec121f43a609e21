"""French: what the site prints around its articles, and the sentences of any story.

Places and people begin with a consonant; streets, rivers, workshops and clubs are feminine.
"""

from crawler.demo.language import Interface, Language, Prose, words
from crawler.demo.topics.fr import TOPICS

INTERFACE = Interface(
    summary_ask="Pas le temps de lire ?",
    summary_do="Obtenir un résumé",
    previous="Article précédent",
    next="Article suivant",
    share=("Partager cet article", "Copier le lien", "Envoyer par e-mail"),
    newsletter=(
        "Inscrivez-vous à notre newsletter",
        "Les cinq histoires du jour dans votre boîte, chaque matin à six heures.",
        "Je m'abonne",
    ),
    read_also="Lire aussi",
    cookie=("Nous utilisons des cookies pour améliorer notre site.", "Tout accepter"),
    bio="{author} écrit pour {site} depuis la fondation du journal.",
    by="Par",
    published="Publié le",
    tags="Mots-clés",
    copyright="Tous droits réservés.",
    comments="Connectez-vous pour commenter",
    related="Articles similaires",
    older="Articles plus anciens",
    home="Accueil",
    sections=(("Ville", "ville"), ("Économie", "economie"), ("Culture", "culture")),
    about=(
        "À propos",
        "Nous sommes un journal inventé. Nos reporters, lecteurs et rivaux le sont aussi.",
        "Écrivez à la rédaction, appelez l'accueil ou venez nous voir entre neuf et cinq heures.",
    ),
    missing=(
        "Page introuvable",
        "Désolé, la page que vous cherchez n'existe pas ou a été déplacée.",
        "Essayez la recherche ou revenez à la page d'accueil.",
    ),
    consent=(
        "Nous respectons votre vie privée",
        "Nos partenaires et nous stockons des informations sur votre appareil, comme des cookies, "
        "et traitons des données personnelles à des fins de publicité et de mesure d'audience.",
        "Vous pouvez accepter, refuser ou gérer vos choix à tout moment.",
    ),
    report="Rapport annuel (PDF)",
    months=words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
)

SPEAK = (
    "« [Personne|Nul|Aucun de nous] n'a été [consulté|prévenu|entendu] avant {weekday} », dit {f}, "
    "qui [habite|enseigne|tient boutique] dans la {street2} depuis {8-40} ans.",
    "« Il est [tard|tôt|temps] pour [se plaindre|fêter cela|compter] », [répond|lance|soupire] "
    "{m}, {28-79} ans, [entre deux appels|dans le bruit des perceuses|en essuyant ses lunettes].",
    "{f2}, de la {club}, [trouve|juge] [le projet|le moment|le choix] « [maladroit|courageux|"
    "tardif] » et [exige|attend] [des chiffres|une réunion|des réponses] avant {weekday2}.",
    "[Interrogé sur le coût|Pressé de répondre], {m2} [sourit|hésite|hausse les épaules] : « "
    "[Donnez-nous|Il nous faut] {3-20} [semaines|jours secs|bras de plus], et vous [verrez|serez "
    "surpris]. »",
    "Une voisine, {f3}, a [compté|noté] {5-48} [appels|visites|billets rageurs] en {3-9} jours et "
    "n'ouvre plus [qu'après le repas|que {weekday}|qu'aux amis].",
    "« {town} [pardonne|paie|oublie] [lentement|deux fois|en automne] », [répétait|disait] [sa "
    "tante|son père|le curé], [raconte|se souvient] {m3} devant la {craft}.",
)

COUNT = (
    "Dans un sondage de la {club} auprès de {310-980} [foyers|lecteurs|adultes], {51-88} pour cent "
    "sont [pour|contre|indécis], [le double|la moitié] de {1999-2019}.",
    "En tout, [la ville|le canton|la vallée] a [dépensé|mis de côté|perdu] {2-47},{1-9} millions "
    "depuis {month}, [un tiers|un dixième|l'essentiel] en [salaires|gazole|avocats].",
    "Les [greffiers|statisticiens] de {town2} comptent {120-980} [cas semblables|permis|demandes] "
    "par [an|trimestre], {3-41} pour cent de [plus|moins] qu'[avant la crue|en {1999-2019}].",
    "Un [ménage|visiteur|salarié] de {town} [gagne|paie|épargne] en moyenne {14-260} couronnes, le "
    "prix de {2-9} [repas|trajets|sacs de charbon] [dans la {street2}|en {month}].",
    "{4-19} [villages|quartiers|agences] sur {20-60} ont [rendu|publié] leurs [chiffres|listes] "
    "{weekday} ; [les autres|le reste] [demandent|obtiennent] {5-30} [jours|formulaires] de plus.",
    "À {town2}, le niveau a atteint {41-97} centimètres {weekday2}, [une marque|une hauteur] "
    "[vue|notée] [par un meunier|par l'observatoire] en {1921-1997}.",
)

RECALL = (
    "La [querelle|histoire|idée] remonte à {1961-2012}, quand [une tempête|une grève|un procès] "
    "[vida|bloqua] la {street2} pendant {3-28} jours et que {m} [quitta|présida] la {club}.",
    "Les [fidèles|anciens] lecteurs se rappellent [l'hiver|l'été|le printemps] {1956-1996}, où "
    "{town2} [vendit|mit en gage] [sa pompe à feu|son argenterie|son dernier bac] pour {300-970} "
    "couronnes.",
    "Déjà, en {1931-1966} puis en {1971-2009}, des [plans|promesses] plus [hardis|modestes] [ont "
    "fini|dorment encore] [au tribunal|dans un tiroir|en comité].",
    "La {street} fut [pavée|tracée] en {1790-1899} [pour le sel|par des bagnards|après un "
    "incendie] ; jusqu'en {1950-1979}, [des chèvres|des tramways|des allumeurs] la [barraient|"
    "traversaient] le soir.",
    "Des [lettres|dossiers|actes] conservés à {town2} [montrent|prouvent] que {f} [refusa|signa|"
    "rédigea] [un premier|un autre] [contrat|texte] en {1982-2014}.",
    "[Avant|Jadis], [le terrain|la cour] abritait une {craft}, puis {2-7} [familles|locataires] "
    "et, pendant {3-20} [mois|semaines], [un cirque|des abeilles|la douane].",
)

OBJECT = (
    "Les [opposants|riverains] ont [déposé|envoyé] {9-70} [plaintes|lettres|objections], [surtout|"
    "notamment] contre [le bruit|l'ombre|le stationnement] dans la {street2} [avant|après] {5-10} "
    "heures.",
    "La {club} [menace|prévoit] de [plaider|partir|faire appel] si [rien|trop peu] ne change avant "
    "{weekday2}, et a [réuni|emprunté] {2-38} {100-980} couronnes.",
    "L'[avocate|élue|experte] {f2} [conteste|met en doute] [le calcul|la carte|le texte] de la "
    "page {12-140}, où [une note|une colonne] [manque|diffère|s'égare].",
    "Tout {town2} n'applaudit pas : [une {craft}|le club d'aviron|une paroisse] a [tendu|peint] "
    "{3-20} [banderoles|drapeaux noirs|draps] [dans la nuit|{weekday}].",
    "Des [naturalistes|pêcheurs|ornithologues] ont [compté|trouvé] {4-60} [nids|chauves-souris|"
    "anguilles] et [demandent|réclament], d'ici {month}, [une étude|une pause|une clôture].",
    "[Moins chère|Plus simple], selon {m3}, serait [une barrière|une petite équipe|la patience] "
    "dans la {street}, [essayée|vue] {2-11} [nuits|semaines] à {town2} [sans heurt|malgré la "
    "pluie].",
)

AHEAD = (
    "La prochaine [audience|réunion|séance] se tiendra {weekday} dans la {craft} de la {street2} ; "
    "[l'entrée est libre|le thé est servi] dès {16-19} heures.",
    "D'ici {month}, des [géomètres|bénévoles|agents] doivent [visiter|cartographier] {60-480} "
    "[caves|jardins|maisons] entre la {street} et la {river}.",
    "Si [le temps|l'argent|l'humeur] le permet, {m} [espère|promet de] [couper le ruban|rendre les "
    "clés|trinquer] {3-30} semaines [avant l'échéance|après l'ouverture].",
    "[Rien|Peu de chose] ne [bougera|changera] avant {weekday2}, quand {f} [rentrera|reviendra] de "
    "{town2} avec {2-9} [experts|classeurs|variantes].",
    "Qui veut [aider|protester|regarder] peut [écrire|s'adresser] à la {club} sous {6-30} jours, "
    "au {3-80} de la {street2}, [le matin|sans rendez-vous].",
    "Ensuite [tranchera|statuera] [un juge|le canton|{m2}], ce qui a [pris|demandé] la dernière "
    "fois {3-16} [mois|semaines] et beaucoup de [papier|thé|patience].",
)

PROSE = Prose(
    men=words("Bastien Cyprien Donatien Florent Gontran Josselin Lazare Marcelin Nestor Philibert"),
    women=words("Blandine Clothilde Delphine Flavie Guenièvre Josée Léonie Mahaut Perrine Sidonie"),
    surnames=words(
        "Aubrelet Bellecombe Charvignon Dormepierre Essartel Fontenoche Grangemaux Haultcourt "
        "Jolivert Lormeraie Montchevrel Noirbuisson Pierrelongue Quinsonnet Rochebrune Sautereau"
    ),
    words={
        "town": words("Valmorel-le-Bas Brécourt Sauvemont Clairvanne Pontfroid Melleray Grisolle"),
        "street": words("rue_du_Lavoir rue_des_Tanneurs rue_Basse rue_de_la_Poste rue_du_Puits"),
        "river": words("Vernelle Dourbette Lozenne Gartanne Maurienne-Noire"),
        "weekday": words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        "month": words("janvier février mars avril mai juin juillet septembre octobre novembre"),
        "craft": words("boulangerie menuiserie tannerie laiterie filature verrerie"),
        "goods": words("baromètres parapluies casseroles pianos stylos lanternes"),
        "artist": words("poète compositeur photographe verrier cartographe marionnettiste"),
        "club": words("guilde ligue_des_locataires chambre_de_commerce chorale société_de_rame"),
    },
    topics=TOPICS,
    beats=(SPEAK, COUNT, RECALL, OBJECT, AHEAD),
    flashes=(
        (
            "Un séisme secoue {town} sans faire de dégâts",
            "Un séisme de magnitude {2-3},{1-9} a secoué {town} {weekday} à {1-5} h {10-55}, "
            "selon la station de {town2}, qui ne signale aucun dégât.",
        ),
        (
            "Mort de {m}, figure de {town}",
            "{m}, qui dirigea la {club} de {town} pendant {12-38} ans, est mort à {81-99} ans des "
            "suites d'une courte maladie, a annoncé sa famille {weekday}.",
        ),
        (
            "Les trains roulent de nouveau entre {town} et {town2}",
            "Les trains entre {town} et {town2} rouleront de nouveau {weekday} dès {4-6} h "
            "{10-55}, un arbre tombé près de la {street} ayant été dégagé des voies.",
        ),
    ),
    asides=(
        "La newsletter de la mairie, que [peu de gens|{2-9} {100-900} habitants] "
        "[lisent|ouvrent] à {town}, l'avait [annoncé|laissé entendre] {weekday2}.",
        "Les voisins ont [vite|aussitôt] voulu partager [les photos|la nouvelle|la facture], et "
        "{weekday} tout {town2} [savait|en parlait].",
        "Chacun des {3-9} [héritiers|associés] devra partager [la perte|le gain], selon une clause "
        "que {f} a [rédigée|rayée] en {month}.",
    ),
    quotes=(
        "Nous avons [attendu|discuté|épargné] {4-30} ans, et {town} peut enfin [dormir|respirer|"
        "commencer].",
        "[Revenez|Repassez] en {month}, et je vous [montrerai|dirai] ce que devient la {street}.",
        "Une ville qui [oublie|vend] sa {craft} [doit|explique] [tout|quelque chose] à "
        "[{town2}|ses enfants].",
    ),
    list_intros=(
        "Selon le [plan|avis] que {f3} a [présenté|affiché] {weekday2} dans la {street}, [trois|"
        "ces] étapes [suivront|viennent ensuite] :",
    ),
    list_items=(
        "[Travaux|Mesures] dans la {street} à partir du {2-28} {month}, {6-9} heures.",
        "[Riverains|Locataires] de la {street2} garés derrière la {craft} pendant {3-20} nuits.",
        "[Rapport|Mémoire] de {10-80} pages au plus remis à {m3} avant {month}.",
    ),
    notes=(
        "Note de la rédaction : {m2} [collabore|a collaboré] à ce journal et n'a pris aucune "
        "part à cet [article|reportage] sur {town}.",
        "Rectificatif : une première version de cet article donnait [le nombre|la somme] de "
        "{200-900} ; il fallait lire {20-90}, comme {f2} l'a signalé {weekday2}.",
    ),
    citations=("[Source : {club} de {town}, procès-verbal de {weekday}]",),
    subheads=("Et maintenant", "Le contexte"),
)

LANGUAGE = Language(code="fr", interface=INTERFACE, prose=PROSE)
