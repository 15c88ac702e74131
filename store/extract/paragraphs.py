"""Where sentences must start, set before the parser, which keeps to it.

A sentence never crosses a blank line, and never holds the agency's dateline
("MINSK, July 9 (Reuters) - ") together with what the article says.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

_DATELINE = re.compile(
    r"[ \t]*[A-Z][\w.'’/-]*(?:[ ,]+[\w.'’/-]+){0,8}?"  # MINSK, Belarus, July 9
    r"[ ,]*(?:\([^()\n]{2,40}\))?[ ]*(?:--|[-–—_])[ ]+(?:\[[^\]\n]{1,60}\][ ]*)*(?=[\w\"“‘])"
)
_LONGEST = 120
"""Code points that a dateline may take."""


@Language.component("dateline_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence at the first word after each blank line and after a dateline."""
    after_dateline = _dateline_end(doc.text)
    broken = True
    for token in doc:
        if token.is_space:
            broken = broken or token.text.count("\n") > 1
            continue
        if broken or token.idx == after_dateline:
            token.is_sent_start = True
        broken = False
    return doc


def _dateline_end(text: str) -> int | None:
    """Where the article begins behind its dateline: one in capitals at the start of a
    paragraph of the first lines."""
    for match in re.finditer(r"(?:\A|\n)\s*", text[:1500]):
        found = _DATELINE.match(text, match.end(), match.end() + _LONGEST)
        if found and _is_place(found[0]):
            return found.end()
    return None


def _is_place(dateline: str) -> bool:
    """Its first word is in capitals, or it names its source in brackets."""
    first = re.match(r"\s*([^\W\d_]{3,})", dateline)
    return bool(first and first[1].isupper()) or "(" in dateline
