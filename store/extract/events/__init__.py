"""Events: who did what to whom, where and when, and according to whom.

`reading.py` runs the stages on one document. An `EventDraft` (`draft.py`) passes through them:
    triggers      verbs, nouns and statements that express an event: `verb_triggers.py`,
                  `news_clauses.py`, `open_predicates.py`, `states_and_counts.py`, `reporting.py`,
                  `noun_triggers.py`, `statement_events.py`
    type          the codebook (`assets/codebook/`) and the row that fits: `codebook.py`,
                  `matching.py`, `type_overrides.py`, `accidents.py`, `senses.py`,
                  `mode_senses.py`, `verbal_senses.py`, `acting_nouns.py`
    participants  from noun phrases to actors and recipients: `participants.py`, `sought.py`,
                  `verb_participants.py`, `other_clauses.py`, `recipient_filter.py`,
                  `appositions.py`, `person_lists.py`, `nominals.py`
    attributes    status, date, place and source: `status.py`, `places.py`,
                  `place_names.py`, `dating.py`, `stamp.py`, `settled_times.py`,
                  `time_attributes.py`, `attributes.py`
    output        one event from several sentences, a statement or the event that it reports,
                  and the label: `merging.py`, `echoes.py`, `labels.py`, `said_words.py`,
                  `said_clauses.py`, `clause_words.py`, `naming.py`, `wording.py`,
                  `quotation_marks.py`, `inflection.py`, `label_faults.py`
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
    """Return the component that sets `doc._.events` in text order.

    `codebook` are paths of the user's own tables, which are read after the shipped ones.

    Raises:
        CodebookError: a row of a table is invalid.
    """
    book = load(map(Path, codebook)) if codebook else shipped_codebook()

    def read(doc: Doc) -> Doc:
        doc._.events = found_events(doc, book)
        return doc

    return read
