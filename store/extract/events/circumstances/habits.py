"""What happens again and again is no event: "a disease that kills hundreds every year"."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.events.grammar.parse import Parse
from store.extract.times.clause import hanging_token

FAR = 4
"""Governors between "every year" and its verb, at most."""


def habits(doc: Doc, parse: Parse) -> set[int]:
    """The verbs in the present tense that a recurring time hangs on."""
    found = set()
    for time in doc._.times or []:
        if time.type != "SET":
            continue
        token = hanging_token(doc, time).i
        for n, above in enumerate(parse.above(token)):
            if parse.is_verb(above) or n == FAR:
                found.add(above)
                break
    return {verb for verb in found if parse.tag[verb] in ("VBZ", "VBP")}
