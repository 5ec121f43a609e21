"""What the French site reports on: two kinds of story in each of the three sections."""

from crawler.demo.language import Topic

TOPICS = (
    Topic(
        section=0,
        tags=("circulation", "ponts"),
        headlines=(
            "La {street} de {town} sera fermée pendant {few} semaines",
            "{town} répare son pont sur la {river} pour {few} millions",
        ),
        ledes=(
            "Les [automobilistes|livreurs|navetteurs] de {town} devront, dès {month}, trouver un "
            "autre chemin pour franchir la {river}, car la {street} ferme {few} semaines, le temps "
            "de changer [des appuis rouillés|des poutres fendues|un tablier usé].",
        ),
        facts=(
            "Une inspection menée [par drone|en barque|par des plongeurs] a révélé en {month} "
            "{12-60} [fissures|boulons desserrés|soudures faibles], [presque toutes|la plupart|un "
            "tiers] sur la pile [est|ouest|centrale].",
            "Le [bus|car scolaire|bus de nuit] {2-40} s'arrêtera [désormais|pour l'heure] à la "
            "{street2}, et [un bac gratuit|une navette|une passerelle] conduira [les piétons|les "
            "cyclistes|les élèves] sur la rive [droite|gauche].",
            "Le marché, de {2-9},{1-9} millions, revient à [une entreprise familiale|un maçon|une "
            "société] de {town2}, préférée à {3-9} [concurrents|autres offres|rivaux] [au terme "
            "d'un appel|après tirage|sans débat].",
            "Depuis {weekday}, les [camions|tracteurs|véhicules] de plus de {4-30} tonnes sont "
            "[pesés|détournés|refoulés], parce qu'[un capteur|une caméra|un géomètre] a [relevé|"
            "signalé] un décalage de {3-19} millimètres.",
            "En {month}, [un compteur|une cellule|un agent] a noté {4-29} {100-980} passages par "
            "jour sur la {street}, soit {5-31} pour cent de plus [qu'il y a dix ans|qu'à "
            "l'ouverture|que prévu].",
        ),
    ),
    Topic(
        section=0,
        tags=("écoles", "conseil municipal"),
        headlines=(
            "Le conseil de {town} vote une école pour {hundreds} enfants",
            "{town} bâtira une école à {few} millions dans la {street}",
        ),
        ledes=(
            "Après {3-9} heures [de débat|de dispute|d'échanges], le conseil de {town} a décidé "
            "{weekday}, par {tens} voix contre {few}, de bâtir dans la {street} une école pour "
            "{hundreds} enfants, au prix de {few} millions.",
        ),
        facts=(
            "Le projet prévoit {9-30} salles, [un préau|un atelier|un gymnase] ouvert "
            "[aux voisins|aux clubs|aux retraités] après {15-18} heures et {90-400} [panneaux "
            "solaires|bacs à fleurs|mètres carrés de mousse] sur le toit.",
            "[Parents|Enseignants|Familles] avaient [réuni|remis] {700-4800} signatures depuis "
            "{month}, car [les plus jeunes|bien des enfants] font {4-17} kilomètres pour [aller "
            "en classe|s'asseoir à un pupitre] à {town2}.",
            "Les [pelleteuses|géomètres|archéologues] arriveront en {month} ; la première "
            "[cloche|leçon|rentrée] est [attendue|espérée] {14-30} mois plus tard, [près de la|"
            "au bout de la] {street2}.",
            "[Le trésorier|La région|Un fonds public] [promet|avance|garantit] {21-60} pour cent "
            "de la somme ; {town2} [prêtera|versera] le reste sur {12-30} ans, [sans intérêt|à un "
            "taux fixe|en nature].",
            "Un [amendement|contre-projet] de {m}, qui voulait [rénover|agrandir|surélever] "
            "l'annexe de la {street2} pour {2-7} millions, [a échoué|a été retiré] [à deux voix "
            "près|sans débat|peu avant minuit].",
        ),
    ),
    Topic(
        section=1,
        tags=("transports", "tourisme"),
        headlines=(
            "Le bac entre {town} et {town2} reprend après {few} ans",
            "Une ligne de bateaux offre {tens} emplois à {town}",
        ),
        ledes=(
            "Pour la première fois depuis {few} ans, un bac [de nuit|à voitures|pour passagers] "
            "reliera {town} à {town2} dès {month}, a annoncé {weekday} [le port|l'exploitant|le "
            "capitaine], qui promet {tens} emplois.",
        ),
        facts=(
            "Le navire, [construit|repeint|acheté] à {town2} en {1994-2021}, [embarque|porte] "
            "{120-590} passagers et met {35-98} minutes [par temps calme|contre le courant|à "
            "pleine charge].",
            "Le billet coûtera {9-28} couronnes ; [les élèves|les soignants|les riverains] "
            "[paieront moitié|ne paieront rien], et [les chiens|les vélos|les landaus] [voyagent "
            "gratuitement|restent en cale|doivent réserver].",
            "Depuis {month}, [des plongeurs|deux dragues|des bénévoles] ont tiré [du chenal|du "
            "bassin] {400-980} tonnes de [vase|ferraille|vieilles chaînes], [souvent|parfois] "
            "[avant l'aube|sous {2-9} mètres d'eau].",
            "L'ancienne ligne avait [fermé|sombré|fait faillite] quand [un tunnel|l'autoroute|un "
            "rival] lui prit {40-80} pour cent [du fret|des voyageurs|de la recette] en "
            "{1978-2012}, laissant [la jetée|la grue] [aux pêcheurs|aux mouettes|à la rouille].",
            "Les [hôteliers|mareyeurs|maraîchers] de {town2} [espèrent|attendent] {4-30} pour cent "
            "de [clients|commandes] en plus et ont [créé|prévu] {12-88} [postes|places "
            "d'apprentis|contrats d'été].",
        ),
    ),
    Topic(
        section=1,
        tags=("entreprises", "emploi"),
        headlines=(
            "Un fabricant de {goods} supprime {hundreds} postes à {town}",
            "Des commandes d'outre-mer sauvent {hundreds} postes à {town}",
        ),
        ledes=(
            "Le [dernier|principal|plus ancien] fabricant de {goods} de {town} a publié {weekday} "
            "[une perte|un bénéfice|un chiffre d'affaires] de {3-48} millions ; dans l'usine de la "
            "{street}, {hundreds} postes sont en jeu.",
        ),
        facts=(
            "Les [ventes|exportations|livraisons] vers [l'Asie|la Scandinavie|le Golfe] ont [gagné|"
            "perdu] {4-37} pour cent au [premier|deuxième|troisième] trimestre, tandis que [le "
            "bois|le fret|le courant] prenait {6-29} pour cent.",
            "[Délégués|Contremaîtres|Élus du personnel] l'ont appris à {6-9} heures, {30-90} "
            "minutes avant [l'équipe du matin|les magasiniers], par [une affiche|un courrier] "
            "dans [la cantine|le hall {2-9}].",
            "La maison, fondée en {1871-1968} par [deux sœurs|un horloger|un cuisinier de bord], "
            "[possède|chauffe|gère] encore {80-400} [logements|jardins|pavillons] autour de la "
            "{street2}.",
            "Une [presse|machine|ligne] venue de {town2} [plie|trie|polit] {300-990} pièces par "
            "heure, tâche qui [demandait|occupait] {9-45} [ouvriers|personnes] [jusqu'ici|en "
            "{1999-2019}].",
            "[Banquiers|Analystes|Fournisseurs] craignaient [pire|davantage] : [l'action|le titre|"
            "l'obligation] a [gagné|perdu] {2-14} pour cent avant {weekday2} [midi|soir].",
        ),
    ),
    Topic(
        section=2,
        tags=("musées", "histoire"),
        headlines=(
            "Un grenier de {town} livre {hundreds} lettres d'un {artist}",
            "Le musée de {town} montre un secret gardé {tens} ans",
        ),
        ledes=(
            "[Un ramoneur|Un plombier|Une héritière] a découvert dans un grenier de la {street}, à "
            "{town}, {hundreds} lettres d'un {artist} [disparu|parti|oublié] en {1868-1939} ; "
            "elles y dormaient depuis {tens} ans.",
        ),
        facts=(
            "[La malle|La boîte|Le paquet] gisait sous {4-30} [journaux|lattes|missels] de "
            "{1880-1938} et contenait aussi {12-70} [croquis|photographies|fleurs séchées].",
            "La conservatrice {f} a [lu|copié|numéroté] chaque [feuille|page] pendant {5-19} "
            "semaines et [croit|pense|affirme] que {20-80} furent [écrites|postées] à {town2}.",
            "[Un laboratoire|Un atelier|Une imprimerie] de {town2} a [daté|comparé] [l'encre|le "
            "papier|la cire] ; son rapport de {30-90} pages [retient|suggère|exclut] l'année "
            "{1868-1939}.",
            "L'exposition occupe {3-11} salles dès {month}, avec [une lecture|un concert|une "
            "visite] chaque {weekday2} et [un catalogue|une entrée] à {4-19} couronnes [pour tous|"
            "en semaine].",
            "[Un marchand|Une université|Un inconnu] offrait {40-690} 000 couronnes, mais [la "
            "famille|l'inventeur] a [donné|prêté|cédé] l'ensemble à {town} [pour une somme "
            "symbolique|un {weekday2}|contre tout conseil].",
        ),
    ),
    Topic(
        section=2,
        tags=("musique", "festivals"),
        headlines=(
            "Un chœur de {hundreds} voix remplit la {street} de {town}",
            "Le festival de {town} vend {few} {hundreds} billets en une matinée",
        ),
        ledes=(
            "Un chœur de {hundreds} [amateurs|dockers|écoliers] a [ouvert|clos|sauvé] {weekday}, "
            "dans la {street}, le festival de {town}, avec [une messe|une cantate|des chants] de "
            "{f} ; {few} {hundreds} billets étaient vendus.",
        ),
        facts=(
            "[La pluie|Le brouillard|Une panne] a chassé {2-9} concerts sur {18-70} [du pré|du "
            "quai|de la cour] vers [un hangar|le dépôt|une église] de la {street2}, où [le son|la "
            "lumière] [venait|dépendait] d'un groupe.",
            "[Le ténor|Le soliste] {m} a [perdu|ménagé] sa voix {weekday2} ; [un vétérinaire|son "
            "élève|l'organiste] de {town2}, {19-70} ans, a [repris|sauvé] le rôle [sans répétition|"
            "par cœur|partition en main].",
            "[Boulangers|Scouts|Brasseurs] ont [servi|vendu] {3-14} {100-980} [bretzels|bols de "
            "soupe|verres de cidre] en {4-9} heures [avant l'entracte|à la file] le long de la "
            "{river}.",
            "Le [budget|déficit] de {140-790} 000 couronnes est partagé entre la ville, [une "
            "fondation|une brasserie|un armateur] et {30-300} [mécènes|membres] qui ont [versé|"
            "prêté] {50-950} couronnes chacun.",
            "[Critiques|Voisins|Chefs] ont [loué|noté] {weekday2} [l'acoustique|le tempo|les "
            "silences] sous [la nef|le toit de fer|les tilleuls], où [l'écho|l'ovation] a duré "
            "{3-9} [secondes|minutes].",
        ),
    ),
)
