"""The language of a text, as a two-letter code: from its words, and from what is said of it.

Templates and feeds say wrong things, and a headline is too short to tell, so a long text is
believed before its page, and a short one only where nothing speaks against it. When in
doubt there is no answer: a text is then read as if it were in the reader's language. Doubt
between Croatian and Bosnian is none of that kind: whichever it is, it is not English.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Any

_SAMPLE = 800
"""Code points that are looked at; the model walks them one by one."""
_LONG = 150
"""Bytes of letters, in UTF-8, of a text that is sure to tell."""
_SHORT = 60
_SURE = 0.99
_NO_ENGLISH = 1e-4
"""Of 2,000 English articles none began with 60 letters that were less likely English than this."""
_NONE = "zxx"
"""What ISO 639 calls a text that is in no language."""
_KIN = {"ary": "ar", "arz": "ar", "ext": "es", "ltg": "lv", "wuu": "zh", "yue": "zh"}
"""What the model tells apart and pipelines do not."""
_CODE = re.compile(r"[a-z]{2}(?![a-z])", re.IGNORECASE)

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "xh": "Xhosa", "yi": "Yiddish", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def language(text: str, said: str | None = None) -> str | None:
    """The code (`en`, `fr`), or None where it cannot be told. `said` is what the page, the
    feed or a person says: `en-GB`, `fr_CA`, `french`."""
    code = _code(said.strip().lower()) if said else None
    sample = text[:_SAMPLE]
    weight = len("".join(filter(str.isalpha, sample)).encode("utf-8", "replace"))
    if weight < _SHORT:
        return code
    shares = _shares(sample)
    found, certainty = max(shares.items(), key=lambda each: each[1])
    if found == _NONE:
        return code
    if certainty >= _SURE and (weight >= _LONG or found == code):
        return found
    if shares["en"] <= _NO_ENGLISH:
        return code if code and shares[code] > 1 - _SURE else found
    if code is not None:
        return "en" if found == "en" and certainty >= 0.9 else code
    return found if certainty >= (0.5 if found == "en" else 0.95) else None


def _shares(sample: str) -> defaultdict[str, float]:
    """How likely each language is, from 0 to 1."""
    shares: defaultdict[str, float] = defaultdict(float)
    for code, share in _identifier().rank(sample):
        shares[_KIN.get(code, code)] += float(share)
    return shares


def _code(said: str) -> str | None:
    """`en` of `en-GB`, and of `english`."""
    named = _CODE.match(said)
    if named:
        return named[0]
    return next((code for code, name in _NAMES.items() if name.lower() == said), None)


@functools.cache
def _identifier() -> Any:
    """py3langid's model: half a second, loaded for the first text."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def name_of(code: str) -> str:
    """The English name of a language; its code where no name is known here."""
    return _NAMES.get(code, code)
