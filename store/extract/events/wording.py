"""Write the words of a label in text order, shortened only at the end of a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.extract.events.quotation_marks import alike, with_marks
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

NEEDED = frozenset(
    "dobj pobj pcomp attr acomp oprd dative xcomp ccomp prt nummod amod compound det poss aux "
    "auxpass nsubj nsubjpass csubj neg quantmod nmod agent expl case predet mark advmod".split()
)
"""Relations that their governor is incomplete without."""
TRAILING = frozenset("IN TO DT CC PRP$ POS , : -LRB- -RRB- HYPH SYM `` ''".split())
"""Tags of words that cannot end a phrase."""
SPACED = re.compile(r"(?<![,; ])[,; ]+([,;:])")
"""A comma whose phrase was left out. It starts at the first of several marks and spaces only, so
that the time is linear in their number."""
CLOSED = re.compile(r",([”\"])$")
"""The comma and the mark at the end of a quotation that went on."""
EMPTY = re.compile(r"(?<! ) *\(\s*\)")
"""Brackets whose words were left out, with all spaces before them."""
VOWEL = re.compile(r"(?!eu|one|uni|us[eu]|ut[ei])[aeiou]")
"""A word that "an" stands before."""
BEFORE_DASH = re.compile(r",(?= [-–—] )")
"""A comma whose phrase was left out before a dash."""


def count(parse: Parse, tokens: Sequence[int]) -> int:
    """Count the words of the tokens; "semi-final" and "6-4" are one."""
    return sum(
        n == 0 or tokens[n - 1] != token - 1 or bool(parse.doc[token - 1].whitespace_)
        for n, token in enumerate(tokens)
    )


def shortened(parse: Parse, tokens: list[int], most: int) -> list[int]:
    """Return the longest complete beginning of the tokens with at most `most` words.

    If there is none, return the shortest complete beginning.
    """
    if count(parse, tokens) <= most:
        return tokens
    borders = _borders(parse, tokens)
    within = [n for n in borders if count(parse, tokens[:n]) <= most]
    if within:
        return tokens[: within[-1]]
    return tokens[: borders[0]] if borders else tokens


def _borders(parse: Parse, tokens: list[int]) -> list[int]:
    """Return the number of tokens before each phrase boundary."""
    at = {token: n for n, token in enumerate(tokens)}
    inside = [0] * (len(tokens) + 2)
    """Where phrases begin and end that may not be cut, as differences."""
    for n, token in enumerate(tokens):
        head = at.get(parse.head[token], -1)
        needed = n < head or parse.dep[token] in NEEDED or _leads_on(parse, token)
        if needed and head != n:
            inside[min(n, head) + 1] += 1
            inside[max(n, head) + 1] -= 1
    found, depth = [], 0
    for n in range(1, len(tokens)):
        depth += inside[n]
        if n > 0 and not depth + inside[0] and not _opens(parse, tokens[n - 1]):
            found.append(n)
    return found


def _leads_on(parse: Parse, token: int) -> bool:
    """Whether it is a preposition right after its verb, which needs it: "rallied around"."""
    head = parse.head[token]
    return parse.dep[token] == "prep" and token == head + 1 and parse.is_verb(head)


def _opens(parse: Parse, token: int) -> bool:
    return parse.tag[token] in TRAILING


def written(parse: Parse, tokens: list[int], names: dict[int, str]) -> str:
    """Return the tokens as written, with the punctuation between them.

    `names` replace pronouns.
    """
    kept = list(_with_punctuation(parse, with_marks(parse, tokens)))
    names = alike(parse, kept) | names
    pieces = []
    for n, token in enumerate(kept):
        follows = n + 1 < len(kept) and kept[n + 1] == token + 1
        space = parse.doc[token].whitespace_ if follows else " "
        cut = not follows and n + 1 < len(kept)
        word = _before(parse, token, kept[n + 1]) if cut else parse.in_sentence(token)
        pieces.append(names.get(token) or word)
        pieces.append(space)
    text = EMPTY.sub("", "".join(pieces))
    text = BEFORE_DASH.sub("", SPACED.sub(r"\1", text))
    return _balanced(CLOSED.sub(r"\1", text.strip(" ,;:-–—_")))


def _as_written(parse: Parse, token: int, *_: int) -> str:
    return parse.in_sentence(token)


@rule("events.label_article", off=_as_written)
def _before(parse: Parse, token: int, following: int) -> str:
    """Return a word that others are left out behind: "an" before a vowel ("An (1986) uprising")."""
    word = parse.in_sentence(token)
    if parse.lower[token] not in ("a", "an"):
        return word
    return word[0] + "n" * bool(VOWEL.match(parse.lower[following]))


def _with_punctuation(parse: Parse, tokens: list[int]) -> Iterator[int]:
    """Yield the tokens, with punctuation where nothing else was left out."""
    for n, token in enumerate(tokens):
        yield token
        behind = tokens[n + 1] if n + 1 < len(tokens) else token
        between = range(token + 1, behind)
        if all(parse.pos[i] == "PUNCT" for i in between):
            yield from between
        elif between and parse.lower[behind - 1] == "," and parse.lower[token + 1] != ",":
            yield behind - 1  # "governor (on Monday), the first woman to"


def _balanced(text: str) -> str:
    """Return the text without unpaired quotation marks and brackets."""
    pairs = (("“", "”"), ("(", ")"), ("[", "]"), ("``", "''"))
    for first, last in pairs:
        if text.count(first) != text.count(last):
            text = text.replace(first, "").replace(last, "")
    return text.replace('"', "") if text.count('"') % 2 else text


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("es") else f"{name}'s"
