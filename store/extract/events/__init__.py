"""Events: who did what to whom, where and when, according to whom.

`codebook` holds what words mean (the tables are `assets/codebook/`), `matching` finds its
phrases in the parse. `predicates` reads the verbs and `nouns` the nouns, each into a draft:
`arguments` are the noun phrases of a verb, `parties` says which of them act and receive,
`participants` turns them into entities, `nominals` makes those that have no name. `types`,
`modality`, `inanimate` and `telling` read what the grammar makes of it. `dating`, `sequence`,
`places`, `sharing` and `sources` fill in when, where, to whom and according to whom; `merging`
makes one event of several tellings, `labels` and `salience` finish the row.
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
