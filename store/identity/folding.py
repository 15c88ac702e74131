"""Spellings of a name: normalised in case, accents and alphabet, or one letter off.

`fold` is for searching and for keys: no two names of English news differ only in what it drops.
`loose` drops more and is for searching only. It maps the spellings of one foreign name in several
Latin orthographies ("Lukashenko", "Lukashenka", "Łukaszenka") to one form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_LATIN |= {"ŋ": "ng", "ħ": "h", "ŧ": "t", "ə": "a", "ʻ": "", "ʿ": "", "ʾ": ""}
# Russian, Ukrainian and Belarusian letters as the English press writes them (BGN/PCGN
# without its apostrophes, "ё" as "e"); then Serbian and Macedonian; Greek after ELOT 743.
_CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
_CYRILLIC |= {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_CYRILLIC |= {"ъ": "", "ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}
_CYRILLIC |= {"ў": "u", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz"}
_CYRILLIC |= {"ѓ": "gj", "ќ": "kj", "ѕ": "dz"}
_GREEK = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
_GREEK |= {"θ": "th", "χ": "ch", "ψ": "ps"}
_LETTERS = str.maketrans(_LATIN | _CYRILLIC | _GREEK)
_FIRST_E = re.compile(r"\bе")
# "Sana'a", "O’Neill" and "U.S." lose their marks; every other mark becomes a space.
_CLOSING = re.compile(r"['’‘ʼ`´.]")
_MARKS = re.compile(r"[\W_]+")

_REMEMBERED = 20_000
"""How many folded names are kept: an article asks for each of its own dozens of times."""
_ORTHOGRAPHIES = [
    (needed, re.compile(pattern), to)
    for needed, pattern, to in (
        ("s", r"shch|szcz|sch|sh|sz", "s"),
        ("c", r"tch|ch|cz", "c"),
        ("z", r"zh|rz", "z"),
        ("kh", r"kh", "h"),
        ("ph", r"ph", "f"),
        ("", r"ck|q", "k"),
        ("x", r"x", "ks"),
        ("w", r"w", "v"),
        ("ye", r"\bye", "e"),
        ("", r"[jy]", "i"),
        ("ae", r"ae", "ai"),
        ("o", r"o", "a"),
        ("", r"(.)\1+", r"\1"),
    )
]
"""Patterns with what they are replaced by, each after letters that all of its matches have: most
names have none of them, which is found sooner."""

_LONGEST_INITIAL = 4
"""Letters of a first name or surname up to which another letter makes another name."""


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Return the text in lower case, without accents and punctuation, in Latin letters, with single
    spaces.

    Folding is idempotent.
    """
    if text.isascii():
        plain = text.casefold()
    else:
        composed = unicodedata.normalize("NFKC", text).casefold()
        latin = _FIRST_E.sub("ye", composed).translate(_LETTERS)
        parts = unicodedata.normalize("NFKD", latin)
        bare = "".join(c for c in parts if not unicodedata.combining(c))
        plain = bare.translate(_LETTERS).casefold()
    return _MARKS.sub(" ", _CLOSING.sub("", plain)).strip()


def loose(text: str) -> str:
    """Fold the text, and unify the orthographies of Slavic, Arabic and Baltic names.

    It unifies "sh"/"sz"/"š", "ch"/"cz"/"č", "y"/"j"/"i", "w"/"v", "o"/"a" and doubled letters.
    """
    folded = fold(text)
    for needed, pattern, to in _ORTHOGRAPHIES:
        if needed in folded:
            folded = pattern.sub(to, folded)
    return folded


def variants(text: str) -> frozenset[str]:
    """Return the folded forms under which a name is indexed and searched."""
    return frozenset(form for form in (fold(text), loose(text)) if form)


# Misspelt names: words that differ in one letter.


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or added in a word of five letters or more."""
    short, long = sorted((one, other), key=len)
    if len(short) <= _LONGEST_INITIAL or len(long) - len(short) > 1:
        return False
    at = _first_difference(short, long)
    same = len(short) == len(long)
    return short[at + 1 :] == long[at + 1 :] if same else short[at:] == long[at + 1 :]


def is_slip(one: str, other: str) -> bool:
    """Whether a letter is missing or two are swapped, as by mistake: "Hilary", "Micheal".

    Another letter may make another name: "Mason" is not "Jason".
    """
    if len(one) != len(other):
        return is_one_letter_off(one, other)
    at = _first_difference(one, other)
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return len(one) > _LONGEST_INITIAL and one != other and swapped


def _first_difference(short: str, long: str) -> int:
    return next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
