"""Find the nouns that the syntax attributes to a person: "Lee, the mayor", "Lee was named head".

Whether such a noun is an office, and of what, is not decided here.
"""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import states
from store.extract.roles.offices import office_words
from store.extract.rules import nothing, rule, unchanged

_BEING = frozenset({"be", "become", "remain"})
TOLD = frozenset({"ccomp", "pcomp"})
"""Relations of clauses that are not asserted: "said she is", "the idea of her being"."""
_NAMING = lexicon.words("roles.naming")
_SERVING = lexicon.words("roles.serving")
LEAVING = lexicon.words("roles.leaving")
_DISMISSING = frozenset({"fire", "sack", "dismiss", "oust"})
_SOUGHT = lexicon.words("roles.sought")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_IDENTIFYING = frozenset({"identify", "name"})
_OF_OTHERS = lexicon.words("roles.said_of_others")
"""Verbs whose "as" tells what their object is: "endorsed Lee as president"."""
_HOLDING = frozenset({"serve", "act", "return", "continue"})
_FIRST = frozenset({"first", "second", "third", "last", "only"})
_TENURES = frozenset("time tenure years term terms stint spell days career work job role".split())
_FOR_OTHERS = frozenset(
    "spokesman spokeswoman spokesperson lawyer attorney adviser advisor aide assistant secretary "
    "ambassador envoy counsel".split()
)
"""Offices of people who speak or work for somebody."""


def is_asked(noun: Token) -> bool:
    """Whether it is a question: "Is Ann Lee the chairman of Zeta?"."""
    sentence = noun.sent
    last = next((token for token in reversed(list(sentence)) if not token.is_space), noun)
    return last.text == "?" and sentence[0].pos_ in {"AUX", "VERB"}


@rule("roles.first_to", off=lambda *_: False)
def is_first_to(noun: Token) -> bool:
    """Whether it tells what somebody did first: "became the first leader to visit Oslo".

    So does "was the first jockey killed".
    """
    is_first = any(child.lower_ in _FIRST or child.tag_ == "JJS" for child in noun.lefts)
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    if is_first and len(behind) > 1 and behind[0].lower_ == "to" and behind[1].tag_ == "VB":
        return True
    is_killed = len(behind) > 1 and behind[0].tag_ == "VBN" and behind[0].dep_ == "acl"
    return is_first and (
        is_killed
        or any(
            child.dep_ in {"relcl", "acl"} and any(part.lower_ == "to" for part in child.lefts)
            for child in noun.rights
        )
    )


def is_ranked(noun: Token) -> bool:
    """Whether it counts the holders of an office: "the first elected president since 1960"."""
    return any(child.lower_ in _FIRST for child in noun.lefts)


@rule("roles.apposition", off=nothing)
def beside(name: Token) -> list[Token]:
    """Return the nouns in apposition to a person."""
    found = [child for child in name.rights if child.dep_ == "appos" and not _is_apart(child)]
    joined = next((child.i for child in name.rights if child.dep_ == "conj"), None)
    if joined is not None:  # "Ann Lee and Bo Falk, the mayor": the mayor is Bo Falk
        found = [child for child in found if child.i < joined]
    if name.dep_ == "conj" and name.head.i < name.i and joined is None:
        behind = (c for c in name.head.rights if c.dep_ == "appos" and c.i > name.i)
        found += [noun for noun in behind if not _is_apart(noun)]
    if name.dep_ == "appos" and name.head.i < name.i and not _is_no_office(name):
        found.append(_speaker_for(name.head))
    return [*found, *_named(name)]


@rule("roles.named_persons", off=nothing)
def _named(name: Token) -> list[Token]:
    """Return the noun of "a Leeds lawyer named Ann Lee"."""
    participle = name.head
    is_given = name.dep_ in {"oprd", "attr"} and participle.dep_ == "acl"
    noun = participle.head
    is_beside = participle.lower_ == "named" and participle.i == noun.i + 1
    return [noun] if is_given and is_beside and noun.tag_ == "NN" else []


def _is_apart(noun: Token) -> bool:
    """Whether an apposition tells of others: "Ann Lee; a mayor", "Ann Lee, briefing reporters"."""
    name, before = noun.head, noun.doc[max(noun.left_edge.i - 1, 0)]
    if _is_of_another(noun):
        return True
    is_one = name.dep_ != "conj" and all(child.dep_ != "conj" for child in name.children)
    is_several = noun.tag_ == "NNS" and is_one and noun.is_lower
    is_next = before.lower_ == "and"  # "Ann Lee, her husband, Bo, and the candidate for mayor"
    return before.text == ";" or is_next or is_several or is_doer(noun)


@rule("roles.nearer_person", off=lambda *_: False)
def _is_of_another(noun: Token) -> bool:
    """Whether it stands beside another person, in a clause: "Lee, who hired Falk, the mayor,"."""
    near = noun.doc[max(noun.left_edge.i - 2, 0)]
    is_beside = noun.doc[near.i + 1].text == "," and near.ent_type_ == "PERSON"
    return is_beside and near.i > noun.head.i and any(up.dep_ == "relcl" for up in near.ancestors)


def is_doer(noun: Token) -> bool:
    """Whether an apposition is rather the subject of the verb after it.

    For example "In a talk with Ann Lee, the mayor said": the name is no subject of the verb.
    """
    end = noun.right_edge.i + 1
    verb = noun.doc[end] if end < len(noun.doc) else noun
    named = noun.head
    while named.dep_ in {"conj", "appos"} and named.head != named:
        named = named.head
    has_subject = any(
        child.dep_ in {"nsubj", "nsubjpass", "expl"} and child == named for child in verb.children
    )
    is_finite = verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.dep_ in {"ROOT", "ccomp"}
    return is_finite and not has_subject and noun.left_edge.lower_ == "the"


def _is_no_office(name: Token) -> bool:
    """Whether the noun before a name is the heading or a member of a list of names.

    For example "ACTRESS: Ann Lee", "Bo Trader, Ann Lee and others".
    """
    left, noun = name.left_edge.i, name.head
    first = name.doc[max(noun.i - 1, 0)]
    if noun.tag_ == "NNP" == first.tag_ and first.head == noun:
        is_told = first.lower_ in office_words().modifiers | office_words().last
        if not is_told and first.ent_type_ in {"", "PERSON"}:
            return True
    has_colon = ":" in (name.doc[left].text, name.doc[max(left - 1, 0)].text)
    return has_colon and name.head.lower_ in office_words().trades


@rule("roles.copula", off=nothing)
def by_copula(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee is the mayor of", "was chairman", but not in reported speech."""
    subject = _subject(name)
    if subject.dep_ != "nsubj" or subject.head.dep_ in TOLD:
        return []
    return [
        noun
        for verb in with_joined(subject.head)
        if verb.lemma_ in _BEING and states(verb, past=True)
        for noun in rights(verb, {"attr"})
        if not (was(verb) and noun.lower_ in _SOUGHT)  # "was the only candidate to"
    ]


@rule("roles.joined_verbs", off=lambda verb: [verb])
def with_joined(verb: Token) -> list[Token]:
    """Return a verb and those joined to it with the same subject: "was mayor and is chairman"."""
    joined = [
        child
        for child in verb.rights
        if child.dep_ == "conj" and all(part.dep_ not in _SUBJECTS for part in child.lefts)
    ]
    return [verb, *joined]


@rule("roles.inverse", off=nothing)
def by_inverse(name: Token) -> list[Token]:
    """Return nouns of "The chairwoman is Ann Lee", "The owner was identified as Bo Falk"."""
    verb, subjects = name.head, {"nsubj"}
    is_said = name.dep_ == "attr" and verb.lemma_ == "be"
    if name.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in _IDENTIFYING:
        verb, subjects, is_said = verb.head, {"nsubjpass"}, True
    if not is_said or verb.dep_ in TOLD or not states(verb, past=True):
        return []
    nouns = [child for child in verb.lefts if child.dep_ in subjects and child.tag_ == "NN"]
    return [noun for noun in nouns if noun.left_edge.lower_ != "a"]


@rule("roles.clause", off=nothing)
def by_clause(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee, who is a professor at", "who was the mayor of".

    "A friend of Lee's who was her lawyer" tells of the friend.
    """
    if any(child.tag_ == "POS" for child in name.rights):
        return []
    beside_it = [child for child in name.rights if child.dep_ == "appos" and child.pos_ == "NOUN"]
    for verb in (*clauses_of(name), *(verb for noun in beside_it for verb in noun.rights)):
        who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if verb.dep_ == "relcl" and who is not None and who.lower_ == "who":
            said = [each for each in with_joined(verb) if each.lemma_ in _BEING]
            said = [each for each in said if states(each, past=True)]
            if said:
                return [noun for each in said for noun in rights(each, {"attr"})]
    return []


def _clauses(name: Token) -> list[Token]:
    return [child for child in name.rights if child.dep_ == "relcl"]


@rule("roles.clauses_of_last", off=_clauses)
def clauses_of(name: Token) -> list[Token]:
    """Return the verbs of a person's relative clauses.

    In "Ann Lee and Bo Falk, who was the mayor", the clause tells of the last.
    """
    joined = next((child for child in name.rights if child.dep_ == "conj"), None)
    if joined is not None:
        return [verb for verb in _clauses(name) if verb.i < joined.i]
    own, first = [*_clauses(name), *_clauses_of_home(name)], name
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
        own += [verb for verb in _clauses(first) if verb.i > name.i]
    return own


@rule("roles.clauses_of_homes", off=nothing)
def _clauses_of_home(name: Token) -> list[Token]:
    """Return clauses that a parse gives to a person's town: "Ann Lee, 34, of Oslo, who is"."""
    ages = (child for child in name.rights if child.like_num)
    phrases = (child for word in (name, *ages) for child in word.rights if child.dep_ == "prep")
    homes = (home for phrase in phrases for home in phrase.rights if home.ent_type_ == "GPE")
    clauses = (verb for home in homes for verb in _clauses(home))
    return [verb for verb in clauses if any(child.lower_ == "who" for child in verb.lefts)]


@rule("roles.naming", off=nothing)
def by_naming(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee was named head of", "was unveiled as manager"."""
    found: list[Token] = []
    for verb in name.rights:  # "Ann Lee, recently named chief executive of"
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_ in _NAMING:
            found += [*rights(verb, {"oprd", "attr"}), *_after_as(verb)]
    if found:
        return found
    subject = _subject(name)
    verb = subject.head
    if subject.dep_ != "nsubjpass" or verb.lemma_ not in _NAMING or not states(verb, past=True):
        return []
    return [*rights(verb, {"oprd", "attr", "dobj"}), *_after_as(verb)]


@rule("roles.subject_beside", off=unchanged)
def _subject(name: Token) -> Token:
    """Return the noun that a name explains, or the name: "A nurse, Ann Lee, was named head"."""
    is_beside = name.dep_ == "appos" and name.head.pos_ == "NOUN"
    return name.head if is_beside and name.head.dep_ in _SUBJECTS else name


@rule("roles.naming_whom", off=nothing)
def by_naming_whom(name: Token) -> list[Token]:
    """Return nouns of "The board named Ann Lee chairwoman", "hired her as director"."""
    verb = name.head
    if name.dep_ != "dobj" or verb.lemma_ not in _NAMING or not states(verb, past=True):
        return []
    return [*rights(verb, {"oprd"}), *_after_as(verb)]


@rule("roles.serving", off=nothing)
def by_serving(name: Token) -> list[Token]:
    """Return nouns of "Ann Lee serves as ambassador to", "who took over as", "acting as head"."""
    subject = _subject(name)
    verbs = with_joined(subject.head) if subject.dep_ in {"nsubj", "nsubjpass"} else []
    verbs += [each for verb in clauses_of(name) if is_of(name, verb) for each in with_joined(verb)]
    told = [verb for verb in verbs if verb.lemma_ in _SERVING | LEAVING and states(verb, past=True)]
    told += [verb for verb in name.rights if verb.dep_ == "acl" and verb.lemma_ in _HOLDING]
    told += _about_to_leave(name)
    return [noun for verb in told for noun in (*_after_as(verb), *_behind_agent(verb))]


@rule("roles.as_behind_agents", off=nothing)
def _behind_agent(verb: Token) -> list[Token]:
    """Return nouns of "was dismissed by the board as director"."""
    agents = (child for child in verb.rights if child.dep_ == "agent")
    return [noun for agent in agents for whom in agent.rights for noun in _after_as(whom)]


@rule("roles.about_to_leave", off=nothing)
def _about_to_leave(name: Token) -> list[Token]:
    """Return verbs of "Ann Lee agreed to step down as mayor": she holds the office."""
    if name.dep_ != "nsubj":
        return []
    return [verb for verb in name.head.rights if verb.dep_ == "xcomp" and leaves_later(verb)]


def leaves_later(verb: Token) -> bool:
    """Whether a verb says that somebody is to leave an office: "plans to resign as mayor"."""
    return verb.lemma_ in LEAVING and any(child.lower_ == "to" for child in verb.lefts)


@rule("roles.as_before", off=nothing)
def by_as(name: Token) -> list[Token]:
    """Return nouns of "As secretary of state, Ann Lee met" and "Lee's tenure as mayor"."""
    if name.dep_ == "poss" and name.head.lower_ in _TENURES:
        return _after_as(name.head)
    if name.dep_ not in {"nsubj", "nsubjpass"} or not states(name.head, past=True):
        return []
    ahead = [child for child in name.head.lefts if child.i < name.i and child.lower_ == "as"]
    found = [noun for child in ahead if child.dep_ == "prep" for noun in rights(child, {"pobj"})]
    return [*found, *_as_behind(name)]


@rule("roles.as_behind", off=nothing)
def _as_behind(subject: Token) -> list[Token]:
    """Return nouns of "Ann Lee wrote it as mayor": without an article, it is the subject's."""
    verb = subject.head
    if subject.dep_ != "nsubj" or verb.lemma_ in _OF_OTHERS | _NAMING | _SERVING | LEAVING:
        return []
    nouns = [noun for noun in _after_as(verb) if noun.tag_ in {"NN", "NNP"}]
    return [noun for noun in nouns if all(child.dep_ != "det" for child in noun.lefts)]


def was(verb: Token) -> bool:
    return verb.lemma_ in _BEING - {"become"} and verb.tag_ == "VBD"


@rule("roles.dismissed", off=lambda *_: False)
def is_dismissed(name: Token) -> bool:
    """Whether somebody lost the office said beside the name: "fired its chairman, Ann Lee".

    What a verb says more ("was ousted as chairman", "from the board") tells which office it was.
    """
    while name.dep_ in {"appos", "compound"} and name.head.i != name.i:
        name = name.head
    verb = name.head
    is_told = any(child.lower_ in {"as", "from"} for child in verb.rights)
    is_whom = name.dep_ == "dobj" or (name.dep_ == "nsubjpass" and verb.tag_ == "VBN")
    return is_whom and not is_told and verb.lemma_ in _DISMISSING and states(verb, past=True)


@rule("roles.served", off=lambda *_: False)
def served(verb: Token) -> bool:
    """Whether a verb in the past says that somebody holds an office no more: "served as mayor"."""
    return verb.lemma_ in {"serve", "work"} and verb.tag_ == "VBD"


def is_of(name: Token, verb: Token) -> bool:
    """Whether a verb is said of the name, or of the "who" that refers to it."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return who is not None and (who == name or who.lower_ == "who")


def verb_of(noun: Token) -> Token | None:
    """Return the verb that gives somebody an office: "was", "named", "resigned as"."""
    if noun.dep_ in {"attr", "oprd"}:
        return noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "as":
        return None
    above = noun.head.head
    is_behind_agent = above.dep_ == "pobj" and above.head.dep_ == "agent"
    return above.head.head if is_behind_agent else above


def _speaker_for(noun: Token) -> Token:
    """Return the office of "A spokeswoman for the governor, Ann Lee": the spokeswoman."""
    phrase = noun.head
    is_for = noun.dep_ == "pobj" and phrase.lower_ in {"for", "to"} and phrase.dep_ == "prep"
    return phrase.head if is_for and phrase.head.lower_ in _FOR_OTHERS else noun


def rights(head: Token, deps: set[str]) -> list[Token]:
    return [child for child in head.rights if child.dep_ in deps]


def _after_as(verb: Token) -> list[Token]:
    phrases = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ == "as"]
    return [noun for phrase in phrases for noun in rights(phrase, {"pobj"})]
