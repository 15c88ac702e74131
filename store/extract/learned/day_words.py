"""The words of an event without a date, as names of features.

"Said", "opened fire" and "also" belong to the day of the news, "owns", "founded" and "once" do not.
A linear model over these features says how likely an event happened on the first day that the
article names; the model of `context_days` weighs that beside its numbers.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from store.extract.learned.linear import Features, LinearModel, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.learned.context_days import WeighedDay
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse

THAT_DAY = "that day"
"""The class of events of the first day that the article names."""
OTHERWISE = "otherwise"
WORDS = "words of that day"
"""The number that says how likely its words put an event on the first day of the article."""
HELPERS = ("aux", "auxpass", "neg")
BESIDE = frozenset({"ADP", "SCONJ", "ADV", "PART"})
"""Parts of speech of what a verb governs that stand as words."""
NAMING = frozenset({"PROPN", "NUM", "PUNCT", "SPACE"})
"""Parts of speech of words that tell nothing of other articles."""
JOINING = frozenset({"ADV", "AUX", "SCONJ", "ADP"})
TENSED = frozenset({"VBD", "VBZ"})


@cache
def shipped_word_model() -> LinearModel:
    """Return the model of `assets/models/day_words.json`, read once."""
    return load("day_words")


def said_that_day(model: LinearModel, examples: Iterable[Features]) -> list[float]:
    """Return how likely each event happened on the first day that the article names."""
    found: list[float] = model.probabilities(examples)[:, model.classes.index(THAT_DAY)].tolist()
    return found


def set_words(
    model: LinearModel, rows: Sequence[Row], found: Sequence[Sequence[WeighedDay]], parse: Parse
) -> None:
    """Set, in place, the number of the words of the days that may date each row."""
    undated = [n for n, days in enumerate(found) if days]
    features = (word_features(rows[n][0].draft, parse) for n in undated)
    for n, share in zip(undated, said_that_day(model, features), strict=True):
        for day in found[n]:
            day.numbers[WORDS] = share


def word_features(draft: EventDraft, parse: Parse) -> Features:
    """Return the words of an event, of its sentence, and of the sentence before."""
    verb = draft.verb
    helpers = sorted(parse.lower[k] for k in parse.having(verb, *HELPERS))
    names = [
        "bias",
        f"lemma={parse.lemma[verb]}",
        f"form={' '.join(helpers)} {parse.tag[verb]}",
        f"dep={parse.dep[verb]}",
        f"type={draft.type}",
        f"mode={draft.mode}",
        f"modality={draft.modality}",
        *(f"subject={parse.lemma[i]}" for i in draft.subject_tokens[:1]),
        *(f"object={parse.lemma[i]}" for i in draft.object_tokens[:1]),
        *(f"above={parse.lemma[i]}" for i in parse.above(verb) if parse.is_verb(i)),
    ]
    for k in parse.kids[verb]:
        names.append(f"below={parse.dep[k]}")
        if parse.pos[k] in BESIDE:
            names.append(f"beside={parse.lemma[k]}")
    names += _of_sentences(parse, parse.sentence[verb])
    return Features(tuple(dict.fromkeys(names)))


def _of_sentences(parse: Parse, number: int) -> Iterator[str]:
    for i in range(*parse.bounds[number]):
        if parse.pos[i] not in NAMING:
            yield f"word={parse.lower[i]}"
    for i in range(*parse.bounds[number - 1]) if number else ():
        if parse.pos[i] in JOINING or parse.tag[i] in TENSED:
            yield f"before={parse.lower[i]}"
