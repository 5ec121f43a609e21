"""English: what the sites print around their articles, and the sentences of any story."""

from crawler.demo.language import Interface, Language, Prose, words
from crawler.demo.topics.en import TOPICS

INTERFACE = Interface(
    summary_ask="No time to read?",
    summary_do="Get a summary",
    previous="Previous Article",
    next="Next Article",
    share=("Share this article", "Copy link", "Send by e-mail"),
    newsletter=(
        "Sign up for our newsletter",
        "The five stories of the day, in your inbox every morning at six.",
        "Subscribe now",
    ),
    read_also="Read also",
    cookie=("We use cookies to understand how you use our site.", "Accept all"),
    bio="{author} has been a reporter at {site} since the paper was founded.",
    by="By",
    published="Published",
    tags="Tags",
    copyright="All rights reserved.",
    comments="Log in to leave a comment",
    related="Related articles",
    older="Older stories",
    home="Home",
    sections=(("City", "city"), ("Business", "business"), ("Culture", "culture")),
    about=(
        "About us",
        "We are an invented newspaper. Our reporters, readers and rivals are invented as well.",
        "Write to the newsroom, call the front desk or visit us between nine and five.",
    ),
    missing=(
        "Page not found",
        "Sorry, the page you are looking for does not exist or has been moved.",
        "Try the search, or go back to the home page.",
    ),
    consent=(
        "We value your privacy",
        "We and our partners store and access information on your device, such as cookies, "
        "and process personal data for advertising, measurement and audience research.",
        "You can accept all purposes, reject them, or manage your choices at any time.",
    ),
    report="Annual report (PDF)",
    months=words(
        "January February March April May June July August September October November December"
    ),
)

SPEAK = (
    "“[Nobody|No one here|Not one of us] was [asked|warned|heard] before {weekday},” said {f}, "
    "who has [rented|kept|run] a {shop} on {street2} [since {1978-2016}|for {8-40} years].",
    "“It is [late|early|the right time] to [complain|celebrate|count],” [said|replied|argued] {m}, "
    "{28-79}, [wiping his glasses|over the noise of a drill|between two calls].",
    "{f2} of the {club} [called|considered] the [timing|plan|news] “[brave|clumsy|overdue]”, and "
    "[wants|demanded|expects] [answers|figures|a meeting] by [the end of {month}|{weekday2}].",
    "[Asked|Pressed|Questioned] [about delays|for a date|on the cost], {m2} [smiled|hesitated|"
    "shrugged]: “[Give us|We need] {3-20} [weeks|more pairs of hands|dry days], and you will "
    "[see|hear about it|be surprised].”",
    "[A neighbour|A pensioner|A courier], {f3}, [counted|wrote down] {5-48} [phone calls|visits|"
    "angry notes] in {3-9} days and now [answers|opens] [after lunch|to friends|on {weekday}].",
    "“My [father|aunt|landlady] [used to say|always said] that {town} [forgives|remembers|pays] "
    "[slowly|twice|in autumn],” {m3} [recalled|told this newspaper] at the {shop} in {street}.",
    "[Opinions|Voices|Feelings] at the {club} [were|remained|are] [mixed|loud|divided]: {11-60} "
    "[members|hands] for, {4-30} against, and [a dog|the treasurer|one] [asleep|absent|humming].",
)

COUNT = (
    "[A survey|A poll|A questionnaire] of {310-980} [households|adults|readers] by the {club} "
    "[found|suggests] {51-88} per cent [in favour|against|undecided], [twice|half|nearly] the "
    "share of {1999-2019}.",
    "[In total|Altogether|All told] the [town|county|region] has [spent|set aside|lost] {2-47}."
    "{1-9} million [since {month}|in {2-6} years], [most|a third|a tenth] of it on [staff|"
    "diesel|lawyers].",
    "[Statisticians|Clerks] in {town2} [registered|count] {120-980} [similar cases|requests|"
    "permits] a [year|quarter], {3-41} per cent [fewer|more] than [before the flood|under the "
    "previous mayor|in {2003-2019}].",
    "The [average|typical|median] [household|visitor|employee] in {town} [pays|gains|saves] "
    "{14-260} crowns, [enough for|the price of|as much as] {2-9} [meals|train rides|baskets of "
    "coal] [at {street2}|in {month}].",
    "{4-19} of {20-60} [wards|villages|branches] [reported|sent in|published] [figures|returns|"
    "accounts] by {weekday}; [the rest|others] [asked for|were given|want] {5-30} [extra days|"
    "more forms].",
    "[Rainfall|Water|The tide] at {town2} [reached|stood at|touched] {41-97} centimetres on "
    "{weekday2}, [a mark|a level|something] [last|only] [seen|measured|noted] in {1921-1997}.",
    "[Measured|Counted|Set] against [its neighbours|a century of records|{town2}], {town} [ranks|"
    "comes|sits] {2-9}th of {12-45}, [up|down] {1-6} [places|ranks] [since {month}|on paper].",
)

RECALL = (
    "The [quarrel|story|idea] goes back to {1961-2012}, when [a gale|a strike|a lawsuit] [closed|"
    "emptied|flooded] {street2} for {3-28} days and {m} [sat on|chaired|left] the {club}.",
    "[Older|Long-time|Patient] readers [may remember|will recall] the [winter|summer|spring] of "
    "{1956-1996}, when {town2} [lost|pawned|auctioned] its [fire engine|town silver|last barge] "
    "for {300-970} crowns.",
    "[Twice|Three times|Once] before, in {1931-1966} and {1971-2009}, [similar|smaller|bolder] "
    "[schemes|promises|drawings] [ended|were buried|gathered dust] in [a drawer|committee|court].",
    "{street} was [laid out|paved|named] in {1790-1899} [by prisoners|after a widow|for the salt "
    "trade], and [until {1950-1979}|for decades] [goats|a steam tram|lamplighters] [crossed|"
    "blocked|used] it at dusk.",
    "[Files|Minutes|Letters] in the archive of {town2} [show|prove|hint] that {f} [opposed|"
    "drafted|signed] [the first|a shorter|another] [version|contract|petition] in {1982-2014}.",
    "[Before that|Earlier|Until then] the [site|plot|corner] [housed|belonged to|served] a "
    "{craft}, {2-7} [families|tenants] and, [briefly|for {3-20} months|in wartime], [a circus|"
    "the coroner|bees].",
    "[It took|They needed] {4-30} years and {2-6} [mayors|ministers|engineers] to [agree on|"
    "finish|pay for] the [drains|street lamps|quay wall] near {street2}, [a plaque|{m2}|a "
    "schoolbook] [notes|says|reminds us].",
)

OBJECT = (
    "[Opponents|Critics|Residents] [filed|sent|handed in] {9-70} [objections|letters|complaints], "
    "[chiefly|mostly|not only] about [noise|parking|shade] [after|before] {5-10} o'clock on "
    "{street2}.",
    "The {club} [threatens|plans|prepares] to [sue|appeal|walk out] if [nothing|too little] [has "
    "changed|is signed] by {weekday2}, and has [raised|borrowed] {2-38},{100-980} crowns.",
    "[Lawyer|Councillor|Professor] {f2} [doubts|questioned|disputes] the [arithmetic|wording|map] "
    "on page {12-140}, [where|because] [two columns|a footnote|an old survey] [differ|is missing|"
    "went astray].",
    "[Not everyone|Hardly anyone|Only part] of {town2} [agrees|is convinced|cheers]: [a {shop}|"
    "the rowing club|one parish] [hung|painted|unrolled] {3-20} [banners|black flags|bedsheets] "
    "[overnight|on {weekday}].",
    "[Conservationists|Birdwatchers|Anglers] [found|counted] {4-60} [nests|bats|young eels] "
    "[nearby|under the planks|{20-90} metres away] and [ask|wait] for a [study|pause|fence] until "
    "{month}.",
    "[Cheaper|Quieter|Simpler], {m3} [wrote|says|insists], would be [a barrier|a smaller crew|"
    "patience] at {street}, [tried|tested] for {2-11} [weeks|nights] in {town2} [without|despite] "
    "[trouble|protest|rain].",
    "[A rival|Another|A second] [report|sketch|bid] by {f3}, {18-90} pages [long|thick], [puts|"
    "estimates|sets] the [risk|price|gain] at [half|twice|a tenth] of that and [blames|quotes] "
    "{town2}.",
)

AHEAD = (
    "[The next|A further|One more] [hearing|meeting|vote] is [set|planned|due] for {weekday} in "
    "the {craft} on {street2}; [doors open|seats are free|tea is served] from {4-7} o'clock.",
    "[By|Before|Until] {month} [surveyors|clerks|volunteers] are to [visit|write to|map] {60-480} "
    "[homes|cellars|gardens] [between {street} and the {river}|in {town2}].",
    "[If|As long as|Provided that] the [weather|money|mood] holds, {m} [hopes|means|promised] to "
    "[cut a ribbon|hand over keys|drink to it] {3-30} weeks [from now|before the deadline|early].",
    "[Nothing|Little|Much] will [change|happen|be heard] before {weekday2}, when {f} [returns "
    "from|leaves for|reports to] {town2} with {2-9} [experts|binders|alternatives].",
    "[Readers|Neighbours] who [want|wish] to [help|object|look on] [may|can] [call|visit|write to] "
    "the {club} [by {5-9} in the evening|within {6-30} days|at {street2} {3-80}].",
    "[Then|After that|In the end] it is [up to|a matter for|in the hands of] [a judge|the county|"
    "{m2}], whose [decision|signature|advice] [took|takes] {3-16} [weeks|months] [last time|as a "
    "rule].",
    "[Meanwhile|For now|Until then] a [sign|lamp|guard] at {street} [tells|warns] [drivers|"
    "visitors|gulls] in {2-5} [colours|words], [lit|cleaned] [at dusk|every {weekday}|by hand].",
)

PROSE = Prose(
    men=words("Aldo Bernard Colm Desmond Edwin Felix Gareth Hugh Ivor Jasper Kelvin Lorcan"),
    women=words("Agnes Bridie Cora Della Enid Flora Greta Hester Isla Juno Keziah Lettice"),
    surnames=words(
        "Abbotsley Brackwell Carrowan Dunmorrow Ellisgarth Fennimere Garrowby Hallisford "
        "Jarrowick Kestleman Lorrimoor Marchbank Nettlecombe Orrisdale Penhallick Quillfeather"
    ),
    words={
        "town": words("Skerrymouth Altonby Wrackhaven Merrowdale Pellstow Corvenham Tarnwick"),
        "street": words("Lantern_Row Tallow_Street Gannet_Lane Mill_Parade Ropewalk Sloe_Hill"),
        "river": words("Arrow Teller Merrow Wend Iskel"),
        "weekday": words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        "month": words("January February March April May June July September October November"),
        "craft": words("bakery joinery printworks sail_loft cooperage creamery tannery"),
        "goods": words("barometers oilskins enamel_pots accordions ship's_lamps fountain_pens"),
        "artist": words("composer poet map-maker photographer glass_painter puppeteer"),
        "shop": words("bookshop chandlery café barber's_shop ironmonger's laundry"),
        "club": words("traders'_union tenants'_league rowing_society chamber_of_trade choir"),
    },
    topics=TOPICS,
    beats=(SPEAK, COUNT, RECALL, OBJECT, AHEAD),
    flashes=(
        (
            "Tremor shakes {town}, no damage reported",
            "A tremor of magnitude {2-3}.{1-9} shook {town} at {1-5}.{10-55} on {weekday} "
            "morning, the seismic station in {town2} said, but no damage was reported.",
        ),
        (
            "{m}, head of the {club} of {town}, dies",
            "{m}, who led the {club} of {town} for {12-38} years, has died at {81-99} after a "
            "short illness, his family announced on {weekday} in {town2}.",
        ),
        (
            "Trains between {town} and {town2} resume",
            "Trains between {town} and {town2} will run again from {4-6}.{10-55} on {weekday} "
            "after a fallen tree was cleared from the line near {street}.",
        ),
    ),
    asides=(
        "The mayor's newsletter, which [{2-9},{100-900}|few] people in {town} [read|open], had "
        "[hinted|promised] as much on {weekday2}.",
        "Neighbours were [quick|asked] to share the [photographs|news|bill], and by {weekday} even "
        "{town2} [knew|was talking].",
        "Each of the {3-9} [owners|heirs|partners] would share in the [proceeds|loss], a clause "
        "that {f} [drafted|struck out] in {month}.",
    ),
    quotes=(
        "We have [waited|argued|saved] for {4-30} years, and [now|at last] {town} can [sleep|"
        "breathe|begin].",
        "[Come|Ask me] again in {month}, and I will [show you|tell you] what [became of|we made "
        "from] {street}.",
        "A town that [forgets|sells] its [{craft}|river] [owes|explains] itself to [{town2}|its "
        "children].",
    ),
    list_intros=(
        "According to the [plan|notice] that {f3} [pinned up|presented] in {street} on {weekday2}, "
        "[three|these] steps [follow|come next]:",
    ),
    list_items=(
        "[Work|Surveying] on {street} [starts|resumes] on {2-28} {month} at {6-9} o'clock.",
        "[Residents|Tenants] of {street2} [park|store bins] behind the {craft} for {3-20} nights.",
        "A [report|bill] of at most {10-80} pages goes to {m3} before {month}.",
    ),
    notes=(
        "Editor's note: {m2} is [a former|an occasional] contributor to this newspaper and had no "
        "part in this [report|article] about {town}.",
        "Correction: An earlier version of this article put the [sum|number] at {200-900}; it is "
        "{20-90}, as {f2} pointed out on {weekday2}.",
    ),
    citations=(
        "[Citation: {club} of {town}, minutes of {weekday}]",
        "[Citation: public register of {town2}, file {100-990}]",
    ),
    subheads=("What happens next", "Background"),
)

LANGUAGE = Language(code="en", interface=INTERFACE, prose=PROSE)
