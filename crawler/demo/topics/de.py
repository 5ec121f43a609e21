"""What the German site reports on: two kinds of story in each of the three sections."""

from crawler.demo.language import Topic

TOPICS = (
    Topic(
        section=0,
        tags=("Verkehr", "Brücken"),
        headlines=(
            "{street} in {town} wird für {few} Wochen gesperrt",
            "{town} saniert die Brücke über die {river} für {few} Millionen",
        ),
        ledes=(
            "[Autofahrer|Pendler|Lieferanten] in {town} müssen ab {month} einen anderen Weg über "
            "die {river} suchen, weil [Ingenieure|Fachleute] die {street} für {few} Wochen sperren "
            "und [rostige Lager|gerissene Träger|den maroden Belag] ersetzen.",
        ),
        facts=(
            "Bei einer Prüfung [mit der Drohne|vom Kahn aus|durch Taucher] fanden sich im {month} "
            "{12-60} [Risse|lose Bolzen|schwache Nähte], [die meisten|fast alle|ein Drittel] davon "
            "am [östlichen|westlichen|mittleren] Pfeiler.",
            "Die [Buslinie|Nachtlinie|Schulbuslinie] {2-40} [wendet|hält|endet] künftig an der "
            "{street2}, und [eine kostenlose Fähre|ein Pendelbus|ein Steg] bringt [Fußgänger|"
            "Radfahrer|Schüler] ans [andere|linke|rechte] Ufer.",
            "Den Auftrag über {2-9},{1-9} Millionen erhielt [ein Familienbetrieb|ein Bauhof|der "
            "billigste Anbieter] aus {town2}, der sich gegen {3-9} [Mitbewerber|Angebote|Firmen] "
            "[durchsetzte|behauptete].",
            "[Lastwagen|Traktoren|Fahrzeuge] über {4-30} Tonnen werden seit {weekday} [gewogen|"
            "umgeleitet|zurückgeschickt], nachdem [ein Sensor|eine Kamera|ein Vermesser] eine "
            "Verschiebung um {3-19} Millimeter [gemeldet|bemerkt] hatte.",
            "Im {month} zählte [eine Schranke|eine Anlage|ein Posten] an der {street} täglich "
            "{4-29}.{100-980} Fahrten, {5-31} Prozent mehr als [vor zehn Jahren|bei der "
            "Eröffnung|im Gutachten angenommen].",
        ),
    ),
    Topic(
        section=0,
        tags=("Schule", "Gemeinderat"),
        headlines=(
            "Gemeinderat von {town} beschließt eine Schule für {hundreds} Kinder",
            "{town} baut an der {street} eine Schule für {few} Millionen",
        ),
        ledes=(
            "Nach {3-9} Stunden [Streit|Debatte|Beratung] hat der Gemeinderat von {town} am "
            "{weekday} mit {tens} zu {few} Stimmen [entschieden|beschlossen], an der {street} eine "
            "Schule für {hundreds} Kinder und {few} Millionen zu bauen.",
        ),
        facts=(
            "Vorgesehen sind {9-30} Klassenzimmer, eine [Bücherei|Werkstatt|Turnhalle], die nach "
            "{15-18} Uhr auch [Vereinen|Nachbarn|Rentnern] offensteht, und {90-400} [Solarplatten|"
            "Quadratmeter Moos|Pflanzkübel] auf dem Dach.",
            "[Eltern|Lehrkräfte|Familien] hatten seit {month} {700-4800} Unterschriften "
            "[gesammelt|übergeben], denn [Erstklässler|viele Kinder|die Jüngsten] fahren bisher "
            "{4-17} Kilometer bis [zum Unterricht in|ins Klassenzimmer nach] {town2}.",
            "Die [Bagger|Vermesser|Archäologen] rücken im {month} an; {14-30} Monate später soll "
            "[die Glocke|der erste Gong] über der {street2} [läuten|zu hören sein|erklingen].",
            "[Der Kämmerer|Die Kasse|Das Bauamt] rechnet mit {21-60} Prozent [Zuschuss|Förderung] "
            "[vom Land|aus einem Fonds|von einer Sparkasse]; den Rest [leiht|spart|stundet] "
            "{town2} über {12-30} Jahre.",
            "Ein [Antrag|Vorschlag|Einwand] von {m}, lieber den Altbau an der {street2} [zu "
            "sanieren|aufzustocken|zu erweitern], [scheiterte|fiel durch] [um zwei Stimmen|ohne "
            "Aussprache|kurz vor Mitternacht].",
        ),
    ),
    Topic(
        section=1,
        tags=("Tourismus", "Seilbahn"),
        headlines=(
            "Seilbahn von {town} nach {town2} fährt nach {few} Jahren wieder",
            "Neue Seilbahn bringt {town} {tens} Arbeitsplätze",
        ),
        ledes=(
            "Zum ersten Mal seit {few} Jahren soll ab {month} wieder eine Seilbahn zwischen {town} "
            "und {town2} verkehren, [kündigte|gab] [der Betreiber|die Talgemeinde] am {weekday} "
            "[an|bekannt]; sie [schafft|bringt] {tens} Arbeitsplätze.",
        ),
        facts=(
            "Jede der {12-70} Kabinen, [gebaut|lackiert|geprüft] in {town2}, [fasst|trägt] {6-24} "
            "[Gäste|Wanderer|Skifahrer] und braucht [bei Wind|im Regelbetrieb|voll besetzt] "
            "{11-38} Minuten bis [zum Gipfel|zur Alm|nach oben].",
            "Eine Fahrt kostet {9-28} Kronen; [Einheimische|Schulkinder|Pflegekräfte] zahlen "
            "[die Hälfte|ein Drittel|nichts], [Hunde|Fahrräder|Schlitten] [fahren umsonst mit|"
            "brauchen eine Marke|reisen im Heck].",
            "[Helfer|Bergführer|Pioniere] haben seit {month} {40-190} Tonnen [Geröll|Schrott|altes "
            "Seil] von [der Trasse|den Stützen|der Talstation] [geräumt|geflogen|getragen], "
            "[zuletzt|meist] bei {3-19} Grad unter null.",
            "Die alte Bahn [stand|verfiel|rostete], seit [ein Erdrutsch|der Tunnel|ein warmer "
            "Winter] {1978-2012} {40-80} Prozent [der Gäste|des Umsatzes] [kostete|fernhielt], und "
            "[die Bergstation|das Kassenhaus] diente [Ziegen|Sprayern|Dohlen].",
            "[Wirte|Hoteliers|Bäcker] in {town2} [erwarten|erhoffen] {4-30} Prozent mehr "
            "[Betten|Umsatz|Bestellungen] und haben {12-88} [Lehrstellen|Saisonkräfte] "
            "[ausgeschrieben|eingeplant|beantragt].",
        ),
    ),
    Topic(
        section=1,
        tags=("Unternehmen", "Arbeit"),
        headlines=(
            "Hersteller von {goods} in {town} streicht {hundreds} Stellen",
            "Aufträge aus Übersee retten {hundreds} Stellen in {town}",
        ),
        ledes=(
            "Der [letzte|größte|älteste] Hersteller von {goods} in {town} hat am {weekday} einen "
            "[Verlust|Gewinn|Umsatz] von {3-48} Millionen gemeldet; im Werk an der {street} geht "
            "es nun um {hundreds} Stellen.",
        ),
        facts=(
            "[Ausfuhren|Verkäufe|Lieferungen] nach [Asien|Skandinavien|Übersee] [stiegen|sanken|"
            "schwankten] im [ersten|zweiten|dritten] Quartal um {4-37} Prozent, während [Strom|"
            "Holz|Fracht] {6-29} Prozent teurer wurde.",
            "[Betriebsräte|Meister|Vertrauensleute] erfuhren davon um {6-9} Uhr, {30-90} Minuten "
            "bevor [die Frühschicht|das Lager] [in der Kantine|per Aushang|in Halle {2-9}] "
            "[unterrichtet|nach Hause geschickt] wurde.",
            "Die Firma, {1871-1968} von [zwei Schwestern|einem Uhrmacher|einem Schiffskoch] "
            "[gegründet|übernommen], [besitzt|beheizt|verwaltet] noch {80-400} [Wohnungen|Gärten|"
            "Häuschen] rund um die {street2}.",
            "Eine [Presse|Maschine|Anlage] aus {town2} [faltet|sortiert|poliert] jetzt {300-990} "
            "Stück in der Stunde, eine Arbeit, die [früher|bisher|noch {1999-2019}] {9-45} "
            "[Leute|Hände] [beschäftigte|brauchte].",
            "[Banken|Zulieferer|Analysten] hatten [Schlimmeres|weniger|mehr] erwartet: [Die Aktie|"
            "Der Kurs|Die Anleihe] [gewann|verlor] bis {weekday2} [mittag|abend] {2-14} Prozent.",
        ),
    ),
    Topic(
        section=2,
        tags=("Museum", "Geschichte"),
        headlines=(
            "Dachboden in {town} gibt {hundreds} Briefe eines {artist} frei",
            "Museum in {town} zeigt, was {tens} Jahre verborgen lag",
        ),
        ledes=(
            "[Ein Schornsteinfeger|Ein Klempner|Eine Erbin] hat auf einem Dachboden an der "
            "{street} in {town} {hundreds} Briefe eines {artist} gefunden, der {1868-1939} "
            "[verstummte|verschwand|auswanderte]; {tens} Jahre lagen sie dort.",
        ),
        facts=(
            "Das [Bündel|Kästchen|Paket] lag unter {4-30} [Zeitungen|Dielen|Gesangbüchern] von "
            "{1880-1938} und enthielt auch {12-70} [Skizzen|Fotografien|gepresste Blumen].",
            "Kuratorin {f} [las|kopierte|ordnete] {5-19} Wochen lang [jedes Blatt|jede Seite] und "
            "[glaubt|vermutet|weiß], dass {20-80} davon in {town2} [begonnen|geschrieben|"
            "aufgegeben] wurden.",
            "[Papier|Tinte|Siegellack] [verglich|prüfte] [ein Labor|eine Werkstatt|ein Archiv] in "
            "{town2}; [der Bericht|das Gutachten] von {30-90} Seiten [spricht für|lässt offen|"
            "nennt] ein Jahr um {1868-1939}.",
            "Zu sehen ist alles ab {month} in {3-11} Räumen, jeden {weekday2} mit [Lesung|Musik|"
            "Führung]; [der Katalog|der Eintritt] kostet {4-19} Kronen, [Schulklassen|Nachbarn|"
            "Kinder] [zahlen nichts|zahlen halb].",
            "[Ein Händler|Eine Hochschule|Ein Unbekannter] [bot|überwies] {40-690}.000 dafür, doch "
            "[die Familie|der Finder] [gab|lieh|verkaufte] den Fund {town} [für einen "
            "symbolischen Preis|am {weekday2}|gegen jeden Rat].",
        ),
    ),
    Topic(
        section=2,
        tags=("Musik", "Festspiele"),
        headlines=(
            "Chor mit {hundreds} Stimmen füllt die {street} in {town}",
            "Festspiele in {town} verkaufen {few}.{hundreds} Karten an einem Morgen",
        ),
        ledes=(
            "Ein Chor von {hundreds} [Laien|Winzern|Schulkindern] hat am {weekday} an der {street} "
            "die Festspiele von {town} [eröffnet|gerettet|beschlossen], mit [einer Messe|Liedern|"
            "einer Kantate] von {f}; {few}.{hundreds} Karten waren verkauft.",
        ),
        facts=(
            "[Regen|Nebel|Ein Stromausfall] trieb {2-9} von {18-70} Konzerten aus [dem Burghof|"
            "der Wiese] in [eine Scheune|das Depot|die Kirche] an der {street2}, wo [Licht|Ton|"
            "Kaffee] [am Aggregat hing|knapp war].",
            "[Tenor|Bariton|Solist] {m} [verlor|schonte] am {weekday2} die Stimme; [ein Tierarzt|"
            "sein Schüler|der Organist] aus {town2}, {19-70} Jahre alt, [sprang ein|half aus], "
            "[ohne Probe|mit Noten|auswendig].",
            "[Bäcker|Pfadfinder|Brauer] [verteilten|verkauften] {3-14}.{100-980} [Brezeln|Teller "
            "Suppe|Gläser Most] in {4-9} Stunden, [vor der Pause|an die Wartenden] entlang der "
            "{river}.",
            "Den [Etat|Fehlbetrag] von {140-790}.000 [teilen sich|tragen] die Stadt, [eine "
            "Stiftung|eine Brauerei|eine Reederei] und {30-300} [Gönner|Mitglieder|Spender], die "
            "je {50-950} Kronen [gaben|liehen|zahlten].",
            "[Kritiker|Nachbarn|Dirigenten] [lobten|notierten] am {weekday2} [die Akustik|das "
            "Tempo|die Pausen] unter [dem Zelt|dem Eisendach|den Linden], wo der [Beifall|"
            "Nachhall] {3-9} [Sekunden|Minuten] [dauerte|anhielt].",
        ),
    ),
)
