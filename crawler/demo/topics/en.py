"""What the English sites report on: three kinds of story in each of the three sections."""

from crawler.demo.language import Topic

CITY = (
    Topic(
        section=0,
        tags=("roads", "bridges"),
        headlines=(
            "{town} bridge to close for {few} weeks of repairs",
            "Engineers order urgent work on the {river} crossing at {town}",
        ),
        ledes=(
            "[Drivers|Commuters|Hauliers] in {town} must find another way across the {river} from "
            "{month}, when engineers [close|shut|seal off] the {street} bridge for {few} weeks "
            "to replace [corroded bearings|worn steel joints|its cracked deck].",
        ),
        facts=(
            "An inspection [by divers|with a drone|from a barge] in {month} found {12-60} "
            "[cracks|weak welds|rusted bolts], [most|nearly all|a third] of them on the "
            "[eastern|western|northern] pier.",
            "[Buses on line|The night bus on line|School buses on route] {2-40} will [turn back|"
            "stop short|wait] at {street}, and a [free ferry|shuttle van|footbridge] is to carry "
            "[walkers|cyclists|pupils] over the {river}.",
            "The contract, worth {2-9}.{1-9} million, went to [a family firm|a builder|the lowest "
            "bidder] from {town2}, ahead of {3-8} [rivals|other offers|competing bids].",
            "Vehicles above {3-30} tonnes have been [banned|turned away|weighed] since {weekday}, "
            "when a [sensor|surveyor|camera] [noticed|registered] a shift of {3-19} millimetres.",
            "Counters on {street} [recorded|logged|showed] {4-29},{100-980} crossings a day [last "
            "autumn|in {month}|before the holidays], {4-31} per cent more than [a decade earlier|"
            "when the span opened|planners had assumed].",
            "[Steel|Concrete|Stone] for the new [parapet|railing|deck] is being [cast|cut|tested] "
            "in {town2} and should [arrive|reach the site|be unloaded] by [barge|train|low "
            "loader] in {month}.",
        ),
    ),
    Topic(
        section=0,
        tags=("schools", "council"),
        headlines=(
            "{town} council votes {tens} to {few} for a new school on {street}",
            "A school for {hundreds} pupils will rise on {street} in {town}",
        ),
        ledes=(
            "After {3-9} hours of debate the council of {town} voted {tens} to {few} late on "
            "{weekday} to build a school for {hundreds} pupils on [the old brickworks|a disused "
            "tram yard|the fairground] beside {street}.",
        ),
        facts=(
            "The building will have {9-30} classrooms, a [library|workshop|gymnasium] open to "
            "[neighbours|clubs|pensioners] after {4-6} o'clock and a roof with {90-400} "
            "[solar panels|square metres of moss|planters].",
            "[Parents|Families|Teachers] had [collected|handed in|published] {700-4800} signatures "
            "since {month}, because [children|first-years|the youngest] from {street} now travel "
            "{4-17} kilometres to [lessons|class|a desk] in {town2}.",
            "[Diggers|Surveyors|Archaeologists] will [move in|start work|take over the site] in "
            "{month}; the first [bell|lesson|assembly] is [planned|expected|pencilled in] "
            "{14-30} months later.",
            "The [treasurer|auditor|town clerk] put the price at {8-38} million, of which [the "
            "region|a state fund|a savings bank] [covers|lends|has promised] {21-60} per cent.",
            "An [amendment|objection|alternative] from councillor {m}, who wanted to [renovate|"
            "extend|heighten] the {street2} annexe for {2-7} million, [failed|fell|was withdrawn] "
            "[by two votes|without debate|shortly before midnight].",
            "Enrolment in {town} [has grown|rose|climbed] by {90-480} [children|pupils] since the "
            "[estate|housing blocks|terraces] near {street2} [were finished|filled up|opened].",
        ),
    ),
    Topic(
        section=0,
        tags=("fire service", "courts"),
        headlines=(
            "Night fire destroys a {craft} on {street} in {town}",
            "Inquiry opens into the blaze that emptied {street} in {town}",
        ),
        ledes=(
            "A fire that [started|broke out|was reported] at {1-4}.{10-55} on {weekday} morning "
            "[gutted|destroyed|burned down] a {craft} on {street} in {town} and drove {14-90} "
            "[residents|neighbours|guests] from their beds, but [nobody was|no one was] hurt.",
        ),
        facts=(
            "[Crews|Volunteers|Engines] from {town2} and {3-9} [villages|stations|parishes] "
            "[pumped|drew|hosed] water from the {river} for {4-13} hours because [a hydrant|the "
            "main|a valve] on {street2} had [frozen|failed|burst].",
            "The [prosecutor|coroner|fire marshal] [seized|took away|asked for] {2-9} [cameras|"
            "fuse boxes|fuel cans] and will hear {5-19} [witnesses|tenants|apprentices] before "
            "the end of {month}.",
            "Insurers [estimate|put|reckon] the loss at {300-970},000, not counting {20-90} "
            "[bicycles|pianos|tonnes of grain] that were [stored|kept|parked] [in the cellar|"
            "under the roof|at the back].",
            "[Smoke|Ash|A smell of tar] [drifted|hung|spread] as far as {town2}, {6-18} kilometres "
            "away, where [schools|clinics|bakeries] [kept windows shut|stayed closed|sent people "
            "home] until {weekday2}.",
            "A [night nurse|baker|taxi driver] on the way to {street2} [saw flames|heard glass "
            "break|smelt burning], [rang|woke] {8-30} doorbells and [carried|led|coaxed] [an old "
            "couple|two children|a deaf neighbour] [down the stairs|over a balcony|to the yard].",
            "The {craft} had [passed|failed|postponed] its last [inspection|wiring check|drill] in "
            "{month}, according to [records|a letter|files] that [the town hall|its landlord|an "
            "insurer] [released|showed reporters|read out] on {weekday2}.",
        ),
    ),
)

BUSINESS = (
    Topic(
        section=1,
        tags=("ferries", "ports"),
        headlines=(
            "Ferry between {town} and {town2} returns after {few} years",
            "{town} port wins a ferry line and {tens} jobs",
        ),
        ledes=(
            "For the first time in {few} years a [passenger|car|night] ferry will sail from "
            "{town} to {town2}, [the port authority|the harbour master|its operator] announced "
            "on {weekday}, with {2-7} departures a day and {tens} jobs from {month}.",
        ),
        facts=(
            "The ship, [a catamaran|an electric double-ender|a second-hand ferry] built in "
            "{1994-2021}, [carries|takes|holds] {120-590} passengers and {20-95} cars and needs "
            "{35-98} minutes [in fair weather|against the tide|at full load].",
            "[Tickets|Single fares|Day returns] will cost {9-28} crowns; [islanders|pupils|"
            "nurses] pay [half|a third|nothing], and [bicycles|dogs|prams] [travel free|need a "
            "booking|go below deck].",
            "[Dredgers|Divers|Two tugs] have been [clearing|deepening|sounding] the [channel|"
            "basin|fairway] off {street} since {month}, and brought up {400-980} tonnes of [silt|"
            "scrap|old anchor chain].",
            "The line [closed|was given up|went bankrupt] when [a tunnel|the motorway|a cheaper "
            "rival] [took|lured away|cost it] {40-80} per cent of [the lorries|its freight|its "
            "summer trade], and [the pier|its ticket hall|the crane] has [rusted|stood empty|"
            "served anglers] since.",
            "[Hoteliers|Fish merchants|Growers] in {town2} [expect|hope for|count on] {3-30} per "
            "cent more [guests|orders|deliveries] and have [advertised|created|budgeted for] "
            "{12-88} [seasonal posts|apprenticeships|night shifts].",
            "[Customs|Border police|Inspectors] will [share|rent|move into] a hall of {300-950} "
            "square metres at [berth|pier|quay] {2-19}, [paid for by|leased from|next to] the "
            "[cold store|grain terminal|shipyard].",
        ),
    ),
    Topic(
        section=1,
        tags=("companies", "jobs"),
        headlines=(
            "{town} maker of {goods} cuts {hundreds} jobs",
            "Orders from abroad lift the {goods} works in {town}",
        ),
        ledes=(
            "The [last|largest|oldest] maker of {goods} in {town} [reported|posted|published] a "
            "[profit|loss|turnover] of {3-48} million on {weekday} and will cut "
            "{hundreds} jobs at its plant on {street} before {month}.",
        ),
        facts=(
            "[Exports|Sales|Deliveries] of {goods} to [Asia|the Gulf|Scandinavia] [rose|fell|"
            "slipped|jumped] by {4-37} per cent in the [first|second|third] quarter, while "
            "[energy|timber|freight] cost {6-29} per cent more.",
            "[Shop stewards|Works council members|Union officers] were [told|briefed|called in] at "
            "{6-9} o'clock, {30-90} minutes before [the shift|the night crew|apprentices] [heard|"
            "read about] it in [the canteen|a leaflet|hall {2-9}].",
            "The company, [founded|registered|started in a stable] in {1871-1968} by [two sisters|"
            "a watchmaker|a ship's cook], still [owns|heats|paints] {80-400} [cottages|flats|"
            "allotments] around {street2}.",
            "A [machine|press|robot] from {town2}, bought for {1-9}.{1-9} million, [folds|sorts|"
            "polishes] {300-990} pieces an hour, [a job|work|a task] that [used to take|occupied|"
            "needed] {9-45} people.",
            "[Bankers|Analysts|Suppliers] had [expected|feared|priced in] worse: [the share|its "
            "bond|a rating] [gained|lost|swung] {2-14} per cent by [noon|the close|tea time] on "
            "{weekday2}.",
            "[Severance|Retraining|Early retirement] will be [offered to|negotiated for|open to] "
            "staff with {8-30} years in the [foundry|paint shop|loading bay], [a letter|an "
            "agreement|a notice] dated {month} says.",
        ),
    ),
    Topic(
        section=1,
        tags=("markets", "food"),
        headlines=(
            "Market hall of {town} reopens with {tens} stalls",
            "Stallholders in {town} fight a rent rise of {few} per cent",
        ),
        ledes=(
            "The market hall on {street} in {town} [reopens|opens its doors again|is back] on "
            "{weekday} with {tens} stalls, [a new glass roof|a repaired clock|a cellar for "
            "cheese] and rents that have gone up by {few} per cent.",
        ),
        facts=(
            "[Fishmongers|Bakers|Spice dealers] [queued|drew lots|waited] from {3-5} in the "
            "morning for the {12-30} places near the {street2} gate, where [trams|coaches|"
            "ferries] [let off|bring|drop] most [shoppers|visitors|cooks].",
            "[Builders|Restorers|Glaziers] [found|uncovered|laid bare] a [mural|well|tiled oven] "
            "from {1780-1930} behind [counter|pillar|vault] {2-40}; it [will stay|is now lit|can "
            "be seen] [under glass|on request|from the gallery].",
            "A kilo of [plums|goat's cheese|smoked eel] cost {3-29} crowns at the [trial opening|"
            "first bell|rehearsal] in {month}, {5-33} per cent [above|below|more than] what [the "
            "supermarket|a barrow|the harbour shop] on {street} asked.",
            "The [tenants|stallholders|traders] have [hired|sent for|elected] {f}, a [lawyer|"
            "mediator|retired judge] from {town2}, who [calls|considers|finds] the [lease|clause "
            "{2-30}|deposit] [unlawful|harsh|hard to read].",
            "[Cold rooms|Lifts|Drains] [below|behind|beside] the hall [use|save|run on] {20-60} "
            "per cent less [power|water|gas] than [the ones from|those of] {1958-1989}, [engineers|"
            "the operator|a plaque] [says|claim|promise].",
            "On {weekday2} the hall will [stay open|sell leftovers|give concerts] until {9-11}, "
            "[a habit|an idea|a custom] that {town2} [gave up|copied|tried] {4-25} years ago.",
        ),
    ),
)

CULTURE = (
    Topic(
        section=2,
        tags=("museums", "history"),
        headlines=(
            "Attic in {town} gives up {hundreds} letters of a forgotten {artist}",
            "Museum in {town} shows what a {artist} hid for {tens} years",
        ),
        ledes=(
            "[A chimney sweep|A plumber|An heir] [clearing|measuring|insulating] an attic on "
            "{street} in {town} has found {hundreds} letters of a {artist} who [vanished|fell "
            "silent|left the country] in {1868-1939}, the museum [said|confirmed] on {weekday}.",
        ),
        facts=(
            "The [bundle|trunk|biscuit tin] lay [under|behind|between] {4-30} [newspapers|floor "
            "boards|hymn books] from {1880-1938} and [held|contained] {12-70} [sketches|"
            "photographs|pressed flowers] as well.",
            "Curator {f} [read|copied|numbered] [each sheet|every page|the drafts] for {5-19} "
            "weeks and [believes|suspects|is sure] that {20-80} of them were [written|begun|"
            "posted] in {town2}.",
            "[Paper|Ink|Sealing wax] was [tested|dated|compared] in a [laboratory|mint|police "
            "archive] in {town2}; [the result|a report|the verdict] of {30-90} pages [speaks for|"
            "supports|leaves open] a year [around|before|after] {1868-1939}.",
            "The show in {3-11} rooms [opens|starts|can be seen] in {month}, with [a reading|"
            "concerts|a walk] every {weekday2} and [tickets|a catalogue|school tours] for {4-19} "
            "crowns.",
            "[A dealer|A university|An unnamed bidder] had [offered|bid|wired] {40-690},000 for "
            "the [letters|papers|whole find], but the [family|finder|widow] [gave|lent|sold] "
            "[them|it all] to {town} [for a symbolic sum|on {weekday2}|against advice].",
            "[Little|Only a little|Not much] was known of the {artist}: [a grave|a school roll|a "
            "single portrait] in {town2}, {2-9} [lines|mentions|entries] in a [guidebook|church "
            "register|diary] of {1850-1936}.",
        ),
    ),
    Topic(
        section=2,
        tags=("sport", "football"),
        headlines=(
            "{town} beat {town2} and stay {few} points clear",
            "Late goals send {town} past {town2} before {3-9},{100-980} spectators",
        ),
        ledes=(
            "{town} won {3-6}-{0-2} against {town2} on {weekday} evening, after [trailing|going "
            "without a shot|losing their captain] until minute {31-80}, and [stay|remain|are] "
            "{few} points clear at the top [of the league|before winter|with {4-9} games left].",
        ),
        facts=(
            "{m} [headed|curled|bundled] in the [opener|first|equaliser] from {6-28} metres, "
            "[his|already his] {3-19}th of [the season|the year|his career], after a [corner|free "
            "kick|long throw] from the [left|right].",
            "{3-9},{100-980} [spectators|people|supporters] [braved|stood through|sang against] "
            "[sleet|a gale|the first frost] at the {street} ground, [where|although|because] the "
            "[east stand|roof|scoreboard] is [still closed|being painted|out of order].",
            "The [visitors|guests|side from {town2}] [hit|struck|shook] the post [twice|in minute "
            "{11-44}|with their best move], and [keeper|goalkeeper] {m2} [saved|tipped away|held] "
            "{4-12} [shots|headers|crosses].",
            "Coach {f} [changed|reshuffled|moved up] her [back line|midfield|wingers] at the "
            "break and [brought on|sent for|trusted] a [{17-19}-year-old|debutant|schoolboy] who "
            "[had trained|arrived|joined] [for {2-9} weeks|in {month}|from {town2}].",
            "[Referee|Official] {m3} [showed|needed|handed out] {3-9} yellow cards, [one|two] for "
            "[time-wasting|a shirt pull|protests], and [a penalty|red|stoppage time] in minute "
            "{82-94} that [nobody|few|half the ground] [understood|liked|saw coming].",
            "[Next|On {weekday2}] {town} [travel to|host|meet] [the bottom club|a promoted side|"
            "the cup holders], {40-260} kilometres [inland|up the coast|away], while {town2} "
            "[rest|wait|train] until {month}.",
        ),
    ),
    Topic(
        section=2,
        tags=("music", "festivals"),
        headlines=(
            "{town} festival sells {few},{hundreds} tickets in one morning",
            "Choir of {hundreds} voices fills {street} in {town}",
        ),
        ledes=(
            "A choir of {hundreds} [amateurs|dock workers|schoolchildren] [closed|opened|saved] "
            "the {town} festival on {weekday} with [a mass|songs|an oratorio] that {f} [wrote|"
            "arranged|dug out] [for the occasion|in {20-60} days|on a train to {town2}].",
        ),
        facts=(
            "[Rain|Fog|A power cut] [forced|drove|moved] {2-9} of {18-70} concerts from the "
            "[meadow|quay|castle yard] into [a hangar|the tram depot|a church] on {street2}, "
            "where [sound|light|coffee] [came from|ran on|depended on] a generator.",
            "[Soloist|Tenor|Bass] {m} [lost|found|saved] his voice on {weekday2} and was "
            "[replaced|helped|doubled] by [a vet|his pupil|the organist] from {town2}, {19-70} "
            "years old, [who knew|after reading|without seeing] the part [by heart|once|at all].",
            "[Bakers|Scouts|Brewers] [served|sold|gave away] {3-14},{100-980} [pretzels|bowls of "
            "soup|glasses of cider] [in {4-9} hours|before the interval|to the queue] along the "
            "{river}.",
            "The [budget|bill|deficit] of {140-790},000 is [shared by|split between|carried by] "
            "the town, [a foundation|a shipping line|a brewery] and {30-300} [private donors|"
            "patrons|members] who [paid|gave|lent] {50-950} crowns each.",
            "Next year's [motto|theme|guest country] will be [announced|drawn|voted on] in "
            "{month}; [organisers|a jury|the friends' circle] [want|dream of|plan] {3-12} [stages|"
            "premieres|boats] [between|on both sides of] {street} and the {river}.",
            "[Critics|Neighbours|Conductors] [praised|argued about|noted] the [acoustics|tempo|"
            "long pauses] under the [nave|iron roof|sails], where an [echo|ovation|encore] "
            "[lasted|took] {3-9} [seconds|minutes] on {weekday2}.",
        ),
    ),
)

TOPICS = CITY + BUSINESS + CULTURE
