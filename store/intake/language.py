"""The language of a text as a two-letter code, from its words and its declaration.

Templates and feeds often declare a wrong language, and a headline is too short for detection.
Therefore detection decides for a long text, and for a short one only if nothing contradicts it. In
doubt there is no answer, and the text is read as if it were in the extractor's language. Doubt
between Croatian and Bosnian does not count, since neither is English.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Any

_SAMPLE = 800
"""Code points that are examined. The model processes them one by one."""
_LONG = 150
"""Bytes of letters, in UTF-8, above which detection is reliable."""
_SHORT = 60
_SURE = 0.99
_NO_ENGLISH = 1e-4
"""Of 2,000 English articles, none began with 60 letters that were less likely English than this."""
_NONE = "zxx"
"""The ISO 639 code of a text without linguistic content."""
_KIN = {"ary": "ar", "arz": "ar", "ext": "es", "ltg": "lv", "wuu": "zh", "yue": "zh"}
"""Languages that the model distinguishes and pipelines do not."""
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


def language(text: str, declared: str | None = None) -> str | None:
    """Return the code (`en`, `fr`), or None if it cannot be determined.

    `declared` is what the page, the feed or the user says: `en-GB`, `fr_CA`, `french`.
    """
    code = _code(declared.strip().lower()) if declared else None
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
    """Return the likelihood of each language, 0 to 1."""
    shares: defaultdict[str, float] = defaultdict(float)
    for code, share in _identifier().rank(sample):
        shares[_KIN.get(code, code)] += float(share)
    return shares


def _code(declared: str) -> str | None:
    """Return `en` for `en-GB` and for `english`."""
    named = _CODE.match(declared)
    if named:
        return named[0]
    return next((code for code, name in _NAMES.items() if name.lower() == declared), None)


@functools.cache
def _identifier() -> Any:
    """Return py3langid's model, loaded on first use in half a second."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def name_of(code: str) -> str:
    """Return the English name of a language, or its code if the name is unknown."""
    return _NAMES.get(code, code)
