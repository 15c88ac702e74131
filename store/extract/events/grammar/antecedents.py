"""What a pronoun stands for that is no entity: "The outbreak began in May. It killed 55"."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse

NUMBER = {"it": ("NN",), "they": ("NNS",)}
"""Of a pronoun, the tags of the noun that it may stand for."""


def antecedent(parse: Parse, pronoun: int) -> int | None:
    """The subject of the sentence before, if that is a common noun of the same number and no
    other subject stands between. Nothing for "he" and "she": people have names."""
    tags = NUMBER.get(parse.lower[pronoun])
    if tags is None or parse.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return None
    sentence = parse.sentence[pronoun]
    first = parse.bounds[sentence][0]
    if sentence == 0 or any(parse.dep[k] in ("nsubj", "nsubjpass") for k in range(first, pronoun)):
        return None
    before = range(*parse.bounds[sentence - 1])
    root = next((i for i in before if parse.head[i] == i and parse.is_verb(i)), None)
    if root is None:
        return None
    subject = parse.first(root, "nsubj", "nsubjpass")
    named = subject is not None and bool(parse.doc[subject].ent_type_)
    if subject is None or named or parse.tag[subject] not in tags:
        return None
    return subject
