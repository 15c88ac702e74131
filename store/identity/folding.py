"""Normalises the spellings of a name: case, accents and alphabet.

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
