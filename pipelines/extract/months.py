"""Names and abbreviations of the months, in the languages that the development pages use.

A line is a language; a month's forms are joined by `|`. Forms that are equal in several
languages need no second entry. Genitives and abbreviations are forms too.
"""

_LANGUAGES = (
    # English
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug "
    "september|sep|sept october|oct november|nov december|dec",
    # German
    "januar|jänner|jän februar|feber märz|mär|maerz april mai juni juli august september "
    "oktober|okt november dezember|dez",
    # French
    "janvier|janv février|févr|fév|fevrier mars avril|avr mai juin juillet|juil août|aout "
    "septembre octobre novembre décembre|déc|decembre",
    # Spanish
    "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre "
    "octubre noviembre diciembre|dic",
    # Italian
    "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|set "
    "ottobre|ott novembre dicembre",
    # Portuguese
    "janeiro fevereiro|fev março|marco abril maio junho julho agosto setembro outubro|out "
    "novembro dezembro",
    # Dutch
    "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    # Russian
    "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май "
    "июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент "
    "октября|октябрь|окт ноября|ноябрь|ноя|нояб декабря|декабрь|дек",
    # Ukrainian
    "січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень "
    "липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад "
    "грудня|грудень",
    # Polish
    "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec "
    "lipca|lipiec sierpnia|sierpień września|wrzesień października|październik "
    "listopada|listopad grudnia|grudzień",
    # Turkish
    "ocak|oca şubat|şub mart nisan|nis mayıs|mayis haziran|haz temmuz|tem ağustos|ağu|agustos "
    "eylül|eyl ekim|eki kasım|kas aralık|ara",
    # Swedish, Norwegian, Danish
    "januari|januar februari|februar mars|marts april maj|mai juni juli augusti|august "
    "september oktober november december|desember|des",
    # Czech
    "ledna|leden února|únor března|březen dubna|duben května|květen června|červen "
    "července|červenec srpna|srpen září října|říjen listopadu prosince|prosinec",
    # Arabic, eastern and western names
    "يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر",
    # Indonesian
    "januari februari maret april mei juni juli agustus september oktober november desember",
    # Hindi
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    # Greek, genitive
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
    "οκτωβρίου νοεμβρίου δεκεμβρίου",
    # Romanian
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie",
    # Finnish, partitive
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
)

MONTHS = {
    form.casefold(): number
    for language in _LANGUAGES
    for number, forms in enumerate(language.split(), start=1)
    for form in forms.split("|")
}
