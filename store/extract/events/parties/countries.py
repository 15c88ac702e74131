"""Who acts for a country, and who is only of it: its troops, a soldier, "the Norwegian"."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse
from store.extract.found import FoundEntity

RANKS = frozenset(
    "soldier marine pilot general commander conscript serviceman paratrooper sailor captain "
    "colonel".split()
)
"""Members of a force: one of them is a person, several are the force."""
GUARDS = frozenset({"border", "security", "prison", "presidential", "palace"})
CIVIL = frozenset(
    "business union labor labour trade community religious church opposition student rebel tribal "
    "party protest militant guerrilla industry company bank hospital team club former ex".split()
)
ONE_OF = ("ian", "ean", "can", "man", "lander")
"""Endings of one person of a country ("the Norwegian"), and of several too ("the Chinese")."""
OF_COUNTRY = (*ONE_OF, "ese", "ians", "eans", "cans", "landers", "is")
COUNTRIES = frozenset({"country", "nation"})


def several_countries(parse: Parse, head: int) -> bool:
    """ "124 countries", which act together."""
    is_several = parse.tag[head] == "NNS" and parse.lemma[head] in COUNTRIES
    return is_several and bool(parse.having(head, "nummod"))


def is_countryman(parse: Parse, head: int, entity: FoundEntity) -> bool:
    """ "The Norwegian, 46, ..." and "Sudanese who have fled" are people, not the country."""
    if entity.type != "GPE" or parse.lower[head] == entity.name.lower():
        return False
    if parse.pos[head] == "ADJ" or parse.lower[head].endswith("'s"):
        return False
    told = parse.having(head, "relcl")
    who = any(parse.lower[k] == "who" for verb in told for k in parse.kids[verb])
    one = parse.tag[head] in ("NN", "NNP") and parse.lower[head].endswith(ONE_OF)
    article = any(parse.lower[k] in ("the", "a") for k in parse.having(head, "det"))
    return (who and parse.lower[head].endswith(OF_COUNTRY)) or (one and article)


def is_civil(parse: Parse, head: int) -> bool:
    """ "Brazilian business leaders" do not act for Brazil."""
    modifiers = parse.having(head, "amod", "compound", "nmod")
    return any(parse.lemma[k] in CIVIL for k in modifiers)


def is_one_of_force(parse: Parse, head: int) -> bool:
    """ "a Polish soldier" is not the Polish military, nor is a border guard."""
    if parse.tag[head] != "NN":
        return False
    which = {parse.lower[k] for k in parse.having(head, "amod", "compound")}
    guard = parse.lemma[head] == "guard" and bool(which & GUARDS)
    return guard or parse.lemma[head] in RANKS


def of_somebody(parse: Parse, head: int) -> bool:
    """ "its troops", where nobody knows whose."""
    return any(parse.tag[k] == "PRP$" for k in parse.kids[head])
