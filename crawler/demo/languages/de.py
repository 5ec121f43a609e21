"""German: what the site prints around its articles, and the sentences of any story.

Streets, rivers, workshops and clubs are feminine, so that one form fits every template.
"""

from crawler.demo.language import Interface, Language, Prose, words
from crawler.demo.topics.de import TOPICS

INTERFACE = Interface(
    summary_ask="Keine Zeit zum Lesen?",
    summary_do="Zusammenfassung anzeigen",
    previous="Vorheriger Artikel",
    next="Nächster Artikel",
    share=("Artikel teilen", "Link kopieren", "Per E-Mail senden"),
    newsletter=(
        "Newsletter abonnieren",
        "Die fünf Geschichten des Tages, jeden Morgen um sechs in Ihrem Postfach.",
        "Jetzt anmelden",
    ),
    read_also="Lesen Sie auch",
    cookie=("Wir verwenden Cookies, um unsere Website zu verbessern.", "Alle akzeptieren"),
    bio="{author} berichtet seit der Gründung der Zeitung für {site}.",
    by="Von",
    published="Veröffentlicht",
    tags="Schlagwörter",
    copyright="Alle Rechte vorbehalten.",
    comments="Anmelden, um zu kommentieren",
    related="Ähnliche Artikel",
    older="Ältere Meldungen",
    home="Startseite",
    sections=(("Stadt", "stadt"), ("Wirtschaft", "wirtschaft"), ("Kultur", "kultur")),
    about=(
        "Über uns",
        "Wir sind eine erfundene Zeitung. Auch unsere Reporter, Leser und Rivalen sind erfunden.",
        "Schreiben Sie der Redaktion, rufen Sie an oder besuchen Sie uns zwischen neun und fünf.",
    ),
    missing=(
        "Seite nicht gefunden",
        "Leider gibt es die gesuchte Seite nicht, oder sie wurde verschoben.",
        "Versuchen Sie es mit der Suche oder gehen Sie zurück zur Startseite.",
    ),
    consent=(
        "Ihre Privatsphäre ist uns wichtig",
        "Wir und unsere Partner speichern Informationen auf Ihrem Gerät, etwa Cookies, und "
        "verarbeiten personenbezogene Daten für Werbung, Messung und Zielgruppenforschung.",
        "Sie können allen Zwecken zustimmen, sie ablehnen oder Ihre Auswahl jederzeit ändern.",
    ),
    report="Jahresbericht (PDF)",
    months=words(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    ),
    date="{day}. {month} {year}",
)

SPEAK = (
    "„[Niemand|Kein Mensch|Keiner von uns] wurde vor {weekday} [gefragt|gewarnt|gehört]“, sagt "
    "{f}, die [seit {1978-2016}|seit {8-40} Jahren] an der {street2} [einen Laden führt|wohnt|"
    "unterrichtet].",
    "„Es ist [zu spät|zu früh|Zeit], um zu [klagen|feiern|rechnen]“, [erwiderte|meinte|rief] {m}, "
    "{28-79}, [im Lärm der Bohrer|zwischen zwei Anrufen|und putzte die Brille].",
    "{f2} von der {club} [nannte|fand] [den Plan|den Zeitpunkt|die Nachricht] „[mutig|"
    "überfällig|ungeschickt]“ und [fordert|erwartet] bis {weekday2} [Zahlen|Antworten|ein "
    "Treffen].",
    "[Auf Nachfrage|Nach den Kosten gefragt] [lächelte|zögerte|seufzte] {m2}: „[Geben Sie uns|"
    "Wir brauchen] {3-20} [Wochen|trockene Tage|Leute mehr], dann [sehen|staunen|hören] Sie.“",
    "Die Nachbarin {f3} [zählte|notierte] in {3-9} Tagen {5-48} [Anrufe|Besuche|böse Zettel] und "
    "[öffnet|antwortet] [nur noch|erst] [nach dem Essen|am {weekday}|auf Klopfzeichen].",
    "„{town} [verzeiht|vergisst|zahlt] [langsam|doppelt|im Herbst]“, habe [seine Tante|sein Vater|"
    "der Pfarrer] immer gesagt, [erzählt|erinnert sich] {m3} vor der {craft}.",
)

COUNT = (
    "In einer Umfrage der {club} unter {310-980} [Haushalten|Lesern|Erwachsenen] waren {51-88} "
    "Prozent [dafür|dagegen|unentschieden], [doppelt|halb] so viele wie {1999-2019}.",
    "Insgesamt hat [die Stadt|der Kreis|das Tal] seit {month} {2-47},{1-9} Millionen [ausgegeben|"
    "zurückgelegt|verloren], [das meiste|ein Drittel|ein Zehntel] davon für [Personal|Diesel|"
    "Anwälte].",
    "[Statistiker|Beamte] in {town2} [zählen|melden] {120-980} [ähnliche Fälle|Anträge|"
    "Genehmigungen] im [Jahr|Quartal], {3-41} Prozent [mehr|weniger] als [vor der Flut|unter der "
    "alten Leitung].",
    "Ein [Haushalt|Besucher|Betrieb] in {town} [spart|zahlt|gewinnt] im Schnitt {14-260} Kronen, "
    "so viel wie {2-9} [Mahlzeiten|Bahnfahrten|Körbe Kohle] [an der {street2}|im {month}].",
    "{4-19} von {20-60} [Dörfern|Bezirken|Filialen] [lieferten|schickten] bis {weekday} [Zahlen|"
    "Listen]; [der Rest|die übrigen] [bekam|verlangte] {5-30} [Tage mehr|neue Formulare].",
    "Der Pegel in {town2} [erreichte|maß] am {weekday2} {41-97} Zentimeter, [ein Wert|ein Stand], "
    "den [zuletzt|nur] {1921-1997} [ein Müller|die Wetterwarte] [notierte|sah].",
)

RECALL = (
    "Der [Streit|Gedanke|Fall] reicht ins Jahr {1961-2012} zurück, als [ein Sturm|ein Streik|eine "
    "Klage] die {street2} {3-28} Tage lang [lahmlegte|leerte] und {m} die {club} [leitete|"
    "verließ].",
    "[Ältere|Treue|Geduldige] Leser erinnern sich an den [Winter|Sommer] {1956-1996}, in dem "
    "{town2} [die Feuerspritze|das Stadtsilber|den letzten Kahn] für {300-970} Kronen "
    "[verpfändete|versteigerte].",
    "[Bereits|Schon] zuvor, {1931-1966} und {1971-2009}, [endeten|verstaubten] [kühnere|"
    "kleinere|ähnliche] [Pläne|Zusagen] [in der Schublade|vor Gericht|im Ausschuss].",
    "Die {street} wurde {1790-1899} [für den Salzhandel|von Häftlingen|nach einem Brand] "
    "[angelegt|gepflastert], und bis {1950-1979} [querten|versperrten] [Ziegen|Dampfbahnen|"
    "Laternenträger] sie am Abend.",
    "[Akten|Briefe|Protokolle] im Archiv von {town2} [zeigen|beweisen], dass {f} {1982-2014} [den "
    "ersten|einen kürzeren] [Vertrag|Entwurf|Antrag] [ablehnte|unterschrieb].",
    "[Früher|Vorher] [stand|arbeitete] hier eine {craft}, dann [hausten|wohnten] {2-7} [Familien|"
    "Mieter] und, {3-20} [Monate|Wochen] lang, [ein Zirkus|Bienen|der Zoll] auf dem [Grund|Hof].",
)

OBJECT = (
    "[Gegner|Anwohner|Kritiker] [reichten|schickten] {9-70} [Einwände|Briefe|Beschwerden] ein, "
    "[vor allem|auch] wegen [Lärm|Schatten|Parkplätzen] an der {street2} [nach|vor] {5-10} Uhr.",
    "Die {club} [droht|plant], bis {weekday2} zu [klagen|gehen], falls sich [nichts|zu wenig] "
    "ändert, und hat {2-38}.{100-980} Kronen [gesammelt|geliehen].",
    "[Anwältin|Stadträtin|Professorin] {f2} [bezweifelt|bemängelt] [die Karte|die Rechnung|den "
    "Wortlaut] auf Seite {12-140}, wo [eine Fußnote|eine Spalte] [fehlt|nicht stimmt|verrutschte].",
    "Nicht [jeder|jede] in {town2} [stimmt zu|jubelt]: [Eine {craft}|Der Ruderclub|Eine Pfarrei] "
    "[hängte|rollte] {3-20} [Banner|schwarze Fahnen|Laken] [über Nacht|am {weekday}] aus.",
    "[Naturschützer|Angler|Vogelkundler] [zählten|fanden] {4-60} [Nester|Fledermäuse|junge Aale] "
    "und [bitten|werben] bis {month} um [eine Pause|einen Zaun|eine Studie] [am Ufer|im Gebälk].",
    "[Billiger|Leiser|Einfacher] wäre laut {m3} [eine Schranke|ein kleiner Trupp|Geduld] an der "
    "{street}, wie {town2} sie {2-11} [Wochen|Nächte] [ohne Streit|trotz Regen] [erprobte|sah].",
)

AHEAD = (
    "Die nächste [Anhörung|Sitzung|Abstimmung] ist am {weekday} in der {craft} an der {street2}; "
    "[Einlass|Tee|Auskunft] gibt es ab {16-19} Uhr.",
    "Bis {month} sollen [Vermesser|Freiwillige|Beamte] {60-480} [Keller|Gärten|Häuser] zwischen "
    "{street} und {river} [besuchen|kartieren|anschreiben].",
    "Wenn [das Wetter|das Geld|die Laune] hält, [glaubt|hofft] {m} {3-30} Wochen [vor der "
    "Frist|nach dem Start] [das Band durchschneiden|den Schlüssel übergeben|darauf anstoßen] "
    "zu können.",
    "Vor {weekday2} [geschieht|ändert sich] [nichts|wenig]; dann [kehrt|kommt] {f} mit {2-9} "
    "[Fachleuten|Ordnern|Varianten] aus {town2} zurück.",
    "Wer [helfen|zuschauen|widersprechen] [möchte|will], [erreicht|besucht] die {club} binnen "
    "{6-30} Tagen an der {street2} {3-80}, [auch schriftlich|nur vormittags|ohne Termin].",
    "Danach [entscheidet|urteilt] [das Gericht|der Kreis|{m2}], was [zuletzt|meist] {3-16} [Wochen|"
    "Monate] [dauerte|brauchte] und [Nerven|Papier|Porto] [kostete|verlangte].",
)

PROSE = Prose(
    men=words(
        "Alwin Benno Clemens Detlef Eberhard Falko Gernot Hanno Ingolf Jost Korbinian Lorenz"
    ),
    women=words("Adelheid Birte Carola Dörte Elfriede Frauke Gesine Hedda Ilka Jutta Karla Liese"),
    surnames=words(
        "Achterfeld Brombacher Dornseif Eichwalder Felsinger Grünbichler Hohenauer Immerthal "
        "Kesselring Lindenschmid Moosgruber Niederkofler Oberlechner Pfannholz Quirling Rothacker"
    ),
    words={
        "town": words("Kaltenbrunn Oberwiesing Steinfelden Hochmoos Lärchenau Grubing Talweiler"),
        "street": words("Mühlgasse Lindenstraße Färbergasse Salzstraße Turmgasse Uferstraße"),
        "river": words("Ache Lauterach Wiesenz Erlach Sulzach"),
        "weekday": words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        "month": words("Januar Februar März April Mai Juni Juli September Oktober November"),
        "craft": words("Bäckerei Schreinerei Druckerei Gerberei Molkerei Spinnerei"),
        "goods": words("Barometern Regenmänteln Emailtöpfen Akkordeons Füllfedern Kuckucksuhren"),
        "artist": words("Dichters Malers Komponisten Fotografen Glasbläsers Kartografen"),
        "club": words("Händlergilde Mietervereinigung Handelskammer Bürgerinitiative Chorgemeinde"),
    },
    topics=TOPICS,
    beats=(SPEAK, COUNT, RECALL, OBJECT, AHEAD),
    flashes=(
        (
            "Erdbeben erschüttert {town}, keine Schäden",
            "Ein Erdbeben der Stärke {2-3},{1-9} hat {town} am {weekday} um {1-5}.{10-55} Uhr "
            "erschüttert, teilte die Warte in {town2} mit; Schäden wurden nicht gemeldet.",
        ),
        (
            "{m} aus {town} gestorben",
            "{m}, der die {club} von {town} {12-38} Jahre lang leitete, ist mit {81-99} Jahren "
            "nach kurzer Krankheit gestorben, wie seine Familie am {weekday} mitteilte.",
        ),
        (
            "Züge zwischen {town} und {town2} fahren wieder",
            "Züge zwischen {town} und {town2} fahren ab {weekday}, {4-6}.{10-55} Uhr, wieder, "
            "nachdem ein umgestürzter Baum an der {street} von den Gleisen geräumt wurde.",
        ),
    ),
    asides=(
        "Der Newsletter der Bürgermeisterin, den in {town} nur [{2-9}.{100-900} Leute|wenige] "
        "[lesen|öffnen], hatte es am {weekday2} [angedeutet|versprochen].",
        "Die Nachbarn teilten [die Fotos|die Nachricht|die Rechnung] [schnell|untereinander], und "
        "am {weekday} [wusste|sprach] selbst {town2} davon.",
        "Jeder der {3-9} [Erben|Besitzer|Partner] soll sich am [Erlös|Verlust] beteiligen, so "
        "[will es|steht es in] [einer|jener] Klausel, die {f} im {month} [strich|schrieb].",
    ),
    quotes=(
        "Wir haben {4-30} Jahre [gewartet|gestritten|gespart], und jetzt kann {town} [schlafen|"
        "aufatmen|anfangen].",
        "[Kommen|Fragen] Sie im {month} wieder, dann [zeige|erzähle] ich Ihnen, was aus der "
        "{street} geworden ist.",
        "Eine Stadt, die ihre {craft} [vergisst|verkauft], [schuldet|erklärt] [{town2}|ihren "
        "Kindern] [alles|etwas].",
    ),
    list_intros=(
        "Laut dem [Plan|Aushang], den {f3} am {weekday2} an der {street} [vorstellte|anschlug], "
        "folgen nun [drei|diese] Schritte:",
    ),
    list_items=(
        "[Arbeiten|Messungen] an der {street} [beginnen|enden] am {2-28}. {month} um {6-9} Uhr.",
        "[Anwohner|Mieter] der {street2} [parken|stehen] {3-20} Nächte lang hinter der {craft}.",
        "Ein [Bericht|Bescheid] von höchstens {10-80} Seiten geht vor {month} an {m3}.",
    ),
    notes=(
        "Anmerkung der Redaktion: {m2} [schreibt|schrieb] gelegentlich für diese Zeitung und war "
        "an diesem [Bericht|Artikel] über {town} nicht beteiligt.",
        "Korrektur: In einer früheren Fassung dieses Artikels stand die [Summe|Zahl] {200-900}; "
        "richtig ist {20-90}, wie {f2} am {weekday2} anmerkte.",
    ),
    citations=("[Quelle: {club} {town}, Protokoll vom {weekday}]",),
    subheads=("Wie es weitergeht", "Hintergrund"),
)

LANGUAGE = Language(code="de", interface=INTERFACE, prose=PROSE)
