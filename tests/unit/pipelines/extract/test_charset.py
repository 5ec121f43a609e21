"""Encodings are found as browsers find them."""

import pytest

from pipelines.extract.charset import declared, decoded, encoding_of

LATIN = "Küche und Bäckerei, größer als früher".encode("cp1252")


def test_a_byte_order_mark_outranks_the_header() -> None:
    """The standard's order: mark, header, meta, detection."""
    assert encoding_of(b"\xef\xbb\xbf<p>a", "text/html; charset=koi8-r") == "utf-8"


def test_the_header_outranks_the_meta() -> None:
    """A server's word is believed even where the page says otherwise."""
    assert encoding_of(b"<meta charset=koi8-r>" + LATIN, "text/html; charset=latin1") == "cp1252"


def test_the_meta_outranks_detection() -> None:
    """Bytes that could be anything are read as the page declares."""
    assert encoding_of(b"<meta charset=koi8-r>" + LATIN, None) == "koi8-r"


def test_valid_utf8_beyond_ascii_outranks_the_meta() -> None:
    """Saved pages are often rewritten to UTF-8 while their meta stays."""
    assert encoding_of(b"<meta charset=euc-kr>" + "누가 왔나".encode(), None) == "utf-8"


def test_undeclared_bytes_are_detected() -> None:
    """Without a word from anybody the bytes speak."""
    assert encoding_of("Żółta łódź".encode(), None) == "utf-8"
    text = ("Вчера в городе открыли новый мост через реку. " * 8).encode("cp1251")
    assert text.decode(encoding_of(text, None)).startswith("Вчера")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<meta charset='windows-1251'>", "cp1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=big5>", "big5"),
        (b'<a title="<meta charset=koi8-r>"><meta charset=big5>', "big5"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=nonsense>", None),
        (b'<meta name=x content="charset=koi8-r">', None),
        (b"<metadata charset=koi8-r>", None),
    ],
)
def test_the_prescan_reads_what_a_browser_reads(head: bytes, name: str | None) -> None:
    """Comments and attribute values hide a meta; UTF-16 in a readable meta means UTF-8."""
    found = declared(head)
    assert found == name or (name == "big5" and found in ("big5", "big5hkscs"))


TEXTS = {
    "ru": "Вчера в городе открыли новый мост через реку. Жители ждали этого почти два года. ",
    "de": "Küche und Bäckerei sind größer als früher, sagt der Bürgermeister für Straßen. ",
    "fr": "L’été dernier, le maire a déjà annoncé l’ouverture du théâtre à côté de la forêt. ",
    "pl": "Żółta łódź wróciła do portu. Mieszkańcy czekali na to prawie dwa lata, będzie święto. ",
    "cs": "Žluťoučký kůň přišel do města. Obyvatelé čekali téměř dva roky, říká starosta. ",
    "hu": "Az új híd tegnap nyílt meg a folyó fölött. A lakók csaknem két évet vártak. Ünnep. ",
    "tr": "Köprü dün yeniden açıldı. Belediye başkanı şehrin iki yıldır beklediğini söyledi. ",
    "ar": "افتتح الجسر الجديد أمس فوق النهر بعد عامين من الانتظار، وقال رئيس البلدية ذلك. ",
    "he": "הגשר החדש נפתח אתמול מעל הנהר אחרי שנתיים של המתנה, אמר ראש העירייה. ",
    "el": "Η νέα γέφυρα άνοιξε χθες πάνω από τον ποταμό μετά από δύο χρόνια αναμονής. ",
    "ja": "新しい橋は昨日、二年間の工事を経て開通した。市長は「市民が待ち望んでいた」と述べた。",
    "zh": "新桥昨天在两年的等待之后正式开放。市长说，居民们都很高兴。公共汽车恢复原来的路线。",
    "zh-Hant": "新橋昨天在兩年的等待之後正式開放。市長說，居民們都很高興。公車恢復原來的路線。",
    "ko": "새 다리가 이 년간의 공사 끝에 어제 개통됐다. 시장은 시민들이 오래 기다렸다고 말했다. ",
    "th": "สะพานใหม่เปิดใช้งานเมื่อวานนี้หลังจากรอคอยมานานสองปี นายกเทศมนตรีกล่าวว่าดีใจ ",
    "lt": "Naujas tiltas vakar buvo atidarytas po dviejų metų. Žmonės džiaugėsi šia švente. ",
}
ENCODED = [
    ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "iso8859_5"), ("ru", "cp866"), ("de", "cp1252"),
    ("de", "iso8859_15"), ("fr", "cp1252"), ("pl", "cp1250"), ("pl", "iso8859_2"),
    ("cs", "cp1250"), ("hu", "cp1250"), ("hu", "iso8859_2"), ("tr", "cp1254"), ("tr", "iso8859_9"),
    ("ar", "cp1256"), ("ar", "iso8859_6"), ("he", "cp1255"), ("el", "cp1253"), ("el", "iso8859_7"),
    ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("zh", "gb18030"), ("zh", "gbk"),
    ("zh-Hant", "big5"), ("ko", "euc_kr"), ("th", "cp874"), ("lt", "cp1257"),
]  # fmt: skip


def written(language: str) -> str:
    """A page of that language with markup around its text, as letters."""
    text = "".join(f"<p class=text>{TEXTS[language]}</p>" for _ in range(4))
    return f"<html><head><title>x</title></head><body><div id=a>{text}</div></body></html>"


@pytest.mark.parametrize(("language", "encoding"), ENCODED)
def test_undeclared_text_of_every_encoding_is_read(language: str, encoding: str) -> None:
    """Nobody says what it is; the bytes and the alphabets do."""
    payload = written(language).encode(encoding, errors="ignore")
    assert decoded(payload, "text/html") == payload.decode(encoding)


@pytest.mark.parametrize(
    ("language", "encoding"), [pair for pair in ENCODED if pair[1] != "iso2022_jp"]
)
def test_a_wrong_utf8_label_is_seen_through(language: str, encoding: str) -> None:
    """Servers say utf-8 for everything; most of the bytes beyond ASCII are none.

    ISO-2022-JP has no such bytes: it is valid UTF-8, and read as a browser would.
    """
    payload = written(language).encode(encoding, errors="ignore")
    assert decoded(payload, "text/html; charset=utf-8") == payload.decode(encoding)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gb2312", "shift_jis", "utf-16"])
@pytest.mark.parametrize("language", ["de", "fr", "ru", "ja", "ar"])
def test_utf8_under_a_wrong_label_is_read_as_utf8(language: str, label: str) -> None:
    """Eight characters that are valid UTF-8 are not there by chance."""
    page = written(language)
    assert decoded(page.encode(), f"text/html; charset={label}") == page


def test_a_label_is_believed_against_a_few_bytes() -> None:
    """Three characters prove nothing: as a browser, the header is believed."""
    payload = "<p>Größe, Straße".encode()
    assert decoded(payload, "text/html; charset=iso-8859-1").startswith("<p>GrÃ¶")


def test_a_few_pasted_bytes_leave_a_page_utf8() -> None:
    """An old quotation in a new page costs its own letters, not the page's."""
    page = written("de").encode() + "“alt”".encode("cp1252")
    assert decoded(page, "text/html; charset=utf-8").startswith(written("de"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["de", "ru", "ja"])
def test_utf16_is_read_with_a_mark_and_without(codec: str, language: str) -> None:
    """Without one the zeros of its markup show it, whatever is declared."""
    page = written(language)
    mark = "\ufeff".encode(codec)
    for payload in (mark + page.encode(codec), page.encode(codec)):
        for header in (None, "text/html", "text/html; charset=utf-16"):
            assert decoded(payload, header) == page


def test_text_that_was_encoded_twice_is_undone() -> None:
    """The whole page is such pairs, which no language writes."""
    page = written("fr")
    twice = page.encode().decode("cp1252").encode()
    assert decoded(twice, "text/html; charset=utf-8") == page


def test_a_page_that_only_speaks_of_broken_letters_stays_as_it_is() -> None:
    """Good letters beside broken ones: no repair is certain."""
    page = written("fr") + "<p>On lit « GrÃ¶ÃŸe », « fÃ¼r », « BÃ¤r », « Ã–l », « kÃ¶nnen ».</p>"
    assert decoded(page.encode(), None) == page


def test_a_long_page_without_letters_beyond_ascii_costs_nothing() -> None:
    """Detection looks at pieces with other letters alone."""
    assert encoding_of(b"x" * 1_000_000 + LATIN, None) == "cp1252"


@pytest.mark.parametrize(
    "label", ["hex", "zip", "bz2", "rot13", "uu", "idna", "punycode", "unicode_escape", "utf-7"]
)
def test_a_codec_of_python_s_that_no_page_is_written_in_is_no_word(label: str) -> None:
    """A header or a meta with such a label states nothing: none of them raises, or is believed."""
    assert encoding_of(LATIN, f"text/html; charset={label}") == "cp1252"
    assert encoding_of(f"<meta charset={label}>".encode() + LATIN, None) == "cp1252"
