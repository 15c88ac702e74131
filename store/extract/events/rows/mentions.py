"""Where the text names somebody, by token."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse


def spans_of_names(parse: Parse) -> dict[int, range]:
    """The tokens of each name, by the one that the others hang on."""
    found = {}
    for entity in parse.doc._.entities or []:
        for mention in entity.mentions if entity.is_named else ():
            inside = range(mention.span.start, mention.span.end)
            if mention.kind == "name" and any(parse.lower[i] == "and" for i in inside):
                found.update({i: inside for i in inside if parse.head[i] not in inside})
    return found


def names_at(parse: Parse) -> dict[int, str]:
    """What is named at a token."""
    return {
        token: entity.name
        for entity in parse.doc._.entities or []
        if entity.is_named
        for mention in entity.mentions
        for token in range(mention.span.start, mention.span.end)
    }


def meant(parse: Parse) -> dict[int, str]:
    """The name for each "him", "her", "it" and "them" of one entity alone."""
    found: dict[int, list[str]] = {}
    for entity in parse.doc._.entities or []:
        for mention in entity.mentions:
            start = mention.span.start
            if parse.tag[start] == "PRP" and is_objective(parse, start):
                found.setdefault(start, []).append(entity.name)
    return {token: names[0] for token, names in found.items() if len(names) == 1}


def is_objective(parse: Parse, pronoun: int) -> bool:
    word = parse.lower[pronoun]
    return word in ("him", "her", "them") or (
        word == "it" and parse.dep[pronoun] in ("pobj", "dobj", "dative")
    )
