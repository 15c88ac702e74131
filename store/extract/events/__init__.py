"""Events: who did what to whom, where and when, according to whom.

`reading` runs the stages on one document, `draft` is an event on its way through them:
    grammar        the parse as lists; a verb's noun phrases; asserted, planned or negated
    meaning        the codebook (tables in `assets/codebook/`), and which row of it fits
    tellings       the verbs, the nouns and the sayings that tell an event
    parties        from noun phrases to entities; who acts, and on whom
    circumstances  when, where, and according to whom
    rows           one event of several tellings; its label, its rank
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.events.codebook import load, shipped_codebook
from store.extract.events.reading import found_events

__all__ = ["events"]


@Language.factory("dateline_events", default_config={"codebook": []})
def events(nlp: Language, name: str, codebook: list[str]) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Sets `doc._.events`, in the order of the text. `codebook` are paths of a user's own
    tables, read after the shipped ones. Raises `CodebookError` for a row that is none."""
    book = load(map(Path, codebook)) if codebook else shipped_codebook()

    def read(doc: Doc) -> Doc:
        doc._.events = found_events(doc, book)
        return doc

    return read
