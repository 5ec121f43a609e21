"""Which characters may stand in a text? Those that a reader could see or that shape what he sees.

Rule 1: one control character makes trafilatura drop a whole article and PostgreSQL refuse a
    row, so both the characters and the references to them go before anything is parsed.
Rule 2: marks that shape a script stay (joiners in Persian and Hindi, direction marks).
"""

import re

# What XML forbids, with the C1 controls. Two expressions, because one character class over both
# ranges is seven times slower (1.4 against 10 ms a page).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
# The last two of each of Unicode's seventeen planes, with 32 in the first, are no characters.
_LAST_TWO = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_CHARACTERS = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")

# Soft hyphens, zero-width spaces, byte-order marks: places where a line may break, no letters.
# Direction overrides and embeddings can make a line read other than it is stored.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")

# Han, kana, hangul: a character is a syllable or a word.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]")

# Numbers longer than this are beyond Unicode whatever their digits say.
_LONGEST_NUMBER = 8


def readable(source: str) -> str:
    """HTML source without the characters, raw or as numeric references, that no text may hold."""
    # The other non-characters do not hurt a parser; `unseen_dropped` takes them from each text.
    plain = source.replace("\x0c", " ").replace("\ufffe", "").replace("\uffff", "")
    return _REFERENCE.sub(_reference, _CONTROLS.sub("", plain))


def tidy(text: str) -> str:
    """One line of text: unseen characters dropped, white space folded to single spaces."""
    return " ".join(unseen_dropped(" ".join(text.split())).split())


def unseen_dropped(text: str) -> str:
    """`text` without the characters that a reader cannot see; white space stays as it is."""
    # Nearly all texts are printable, which costs next to nothing to ask.
    return text if text.isprintable() else _allowed(_UNSEEN.sub("", text))


def squeezed(text: str) -> str:
    """`text` without any white space: equal for two renderings of the same words."""
    return unseen_dropped("".join(text.split()))


def weight(text: str) -> int:
    """The length of a text in characters of an alphabet: one of Chinese says as much as 2.5.

    Bounds on length are given in such characters, so that a short article in Japanese is no
    scrap. 2.5 is rounded from what translations show (Chinese about 3, Japanese and Korean about
    2). Thai, without spaces but with an alphabet, has 1.
    """
    return len(text) if text.isascii() else len(text) + int(1.5 * len(_DENSE.findall(text)))


def _allowed(text: str) -> str:
    return _NO_CHARACTERS.sub("", _CONTROLS.sub("", text))


def _reference(match: re.Match[str]) -> str:
    hexadecimal, decimal = match.groups()
    digits = (hexadecimal or decimal).lstrip("0")
    if len(digits) > _LONGEST_NUMBER:
        return ""
    code = int(digits or "0", 16 if hexadecimal else 10)
    # 0x80 to 0x9F are Windows-1252 by the HTML standard; the parser knows that.
    if 0x80 <= code <= 0x9F:
        return match.group()
    if code == 0x0C:
        return " "
    return match.group() if code <= 0x10FFFF and _allowed(chr(code)) else ""
