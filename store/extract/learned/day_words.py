"""The words of an event without a date, as names of features.

"Said", "opened fire" and "also" belong to the day of the news, "owns", "founded" and "once" do not.
A linear model over these features says how likely an event happened on the first day that the
article names, and how likely the article does not tell its day; the model of `context_days` weighs
that beside its numbers.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from store.extract.learned.linear import Features, LinearModel, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.learned.context_days import WeighedDay
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse

THAT_DAY = "that day"
"""The class of events of the first day that the article names."""
NO_DAY = "no day"
"""The class of events whose day the article does not tell."""
OTHERWISE = "otherwise"
NUMBERS = {"words of that day": THAT_DAY, "words of no day": NO_DAY}
"""The numbers that say how likely its words put an event into a class."""
HELPERS = ("aux", "auxpass", "neg")
AUXILIARIES = ("aux", "auxpass")
NEAR = 3
"""How many words before and after an event are its neighbours."""
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


def set_words(
    model: LinearModel, rows: Sequence[Row], found: Sequence[Sequence[WeighedDay]], parse: Parse
) -> None:
    """Set, in place, the numbers of the words of the days that may date each row."""
    undated = [n for n, days in enumerate(found) if days]
    sures = model.probabilities(word_features(rows[n][0].draft, parse) for n in undated)
    columns = {number: model.classes.index(name) for number, name in NUMBERS.items()}
    for n, shares in zip(undated, sures, strict=True):
        numbers = {number: float(shares[column]) for number, column in columns.items()}
        for day in found[n]:
            day.numbers.update(numbers)


def word_features(draft: EventDraft, parse: Parse) -> Features:
    """Return the words of an event, of its sentence, and of the sentences around."""
    verb = draft.verb
    number = parse.sentence[verb]
    names = ["bias", *_of_event(draft, parse)]
    for k in parse.kids[verb]:
        names.append(f"below={parse.dep[k]}")
        if parse.pos[k] in BESIDE:
            names.append(f"beside={parse.lemma[k]}")
        if parse.dep[k] == "prep":
            names += (f"prep={parse.lemma[k]} {_lemma(parse, o)}" for o in parse.having(k, "pobj"))
    names += _of_sentences(parse, number)
    names += _around(parse, verb)
    for name, other in (("prev", number - 1), ("next", number + 1), ("prev2", number - 2)):
        root = _root(parse, other)
        if root is not None:
            helpers = " ".join(sorted(parse.lower[k] for k in parse.having(root, *AUXILIARIES)))
            names.append(f"{name} root={helpers} {parse.tag[root]}")
            names.append(f"{name} verb={_lemma(parse, root)}")
    root = _root(parse, number)
    if root is not None and root != verb:
        names.append(f"root={parse.lemma[root]} {parse.tag[root]}")
    return Features(tuple(dict.fromkeys(names)))


def _of_event(draft: EventDraft, parse: Parse) -> Iterator[str]:
    """Yield what the event is, and who takes part."""
    verb = draft.verb
    helpers = sorted(parse.lower[k] for k in parse.having(verb, *HELPERS))
    yield f"lemma={parse.lemma[verb]}"
    yield f"form={' '.join(helpers)} {parse.tag[verb]}"
    yield f"dep={parse.dep[verb]}"
    yield f"type={draft.type}"
    yield f"mode={draft.mode}"
    yield f"modality={draft.modality}"
    for name, tokens in (("subject", draft.subject_tokens), ("object", draft.object_tokens)):
        for i in tokens[:1]:
            yield f"{name}={parse.lemma[i]}"
            yield f"{name} {parse.lemma[verb]}={parse.lemma[i]}"
            owner = next((parse.lower[k] for k in parse.having(i, "det", "poss")), "")
            yield f"{name} det={owner} {parse.pos[i]}"
    for i in parse.above(verb):
        if parse.is_verb(i):
            yield f"above={parse.lemma[i]}"


def _around(parse: Parse, verb: int) -> Iterator[str]:
    """Yield the words right before and after the event in its sentence."""
    first, last = parse.bounds[parse.sentence[verb]]
    for i in range(max(first, verb - NEAR), min(last, verb + NEAR + 1)):
        if i != verb and parse.pos[i] not in NAMING:
            yield f"near={parse.lower[i]}"
    if first < verb:
        yield f"left={_word(parse, verb - 1)} {parse.tag[verb]}"
    if verb + 1 < last:
        yield f"right={_word(parse, verb + 1)}"


def _of_sentences(parse: Parse, number: int) -> Iterator[str]:
    for i in range(*parse.bounds[number]):
        if parse.pos[i] not in NAMING:
            yield f"word={parse.lower[i]}"
    for i in range(*parse.bounds[number - 1]) if number else ():
        if parse.pos[i] in JOINING or parse.tag[i] in TENSED:
            yield f"before={parse.lower[i]}"


def _root(parse: Parse, number: int) -> int | None:
    """Return the word that a sentence hangs on, None if there is no such sentence."""
    if not 0 <= number < len(parse.bounds):
        return None
    return next((i for i in range(*parse.bounds[number]) if parse.dep[i] == "ROOT"), None)


def _lemma(parse: Parse, token: int) -> str:
    return parse.pos[token] if parse.pos[token] in NAMING else parse.lemma[token]


def _word(parse: Parse, token: int) -> str:
    return parse.pos[token] if parse.pos[token] in NAMING else parse.lower[token]
