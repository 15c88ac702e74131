"""What the words around a name say of its type."""

from __future__ import annotations

import re

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.people import full_surnames
from store.extract.names.words import ARTICLES
from store.identity.folding import fold

_WHERE = frozenset("in near outside around inside throughout across".split())
_TOWARDS = frozenset("at from to of toward towards between reach reached visited left".split())
_PLACE_NOUNS = frozenset(
    "city town village province district region county suburb port capital neighborhood "
    "neighbourhood island municipality prefecture governorate township state".split()
)
_OF_PERSONS = frozenset("regime administration".split())
_SHIPS = frozenset("HMS USS USNS RMS HMCS HMAS MV M/V SS FS INS MS".split())
_RESOLUTION = re.compile(r"^(?:Resolution|Resolutions|Article|Chapter|Directive|Act)$")
_CITATION = re.compile(r"[.,]?\[\w{1,3}\]?.*$")


def settle_by_context(draft: Draft) -> None:
    """Places after "in" and "near", persons before "regime", ships after "HMS"."""
    surnames = full_surnames(draft)
    ships = {n.words()[-1] for n in draft.names if n.words()[0] in _SHIPS and " " in n.text}
    for name in draft.names:
        if name.sure or fold(name.text) in surnames:
            continue
        if name.text in ships or (name.words()[0] in _SHIPS and " " in name.text):
            name.type, name.sure = "PRODUCT", True
        elif is_placed(draft, name):
            name.type, name.sure = "GPE", True
        elif _before(draft, name.end) in _OF_PERSONS and " " not in name.text:
            name.type = "PERSON"


def _before(draft: Draft, end: int) -> str:
    at = end + 1 if end < len(draft.words) and draft.words[end] in ("'s", "’s") else end
    return draft.words[at] if at < len(draft.words) else ""


def is_placed(draft: Draft, name: Name) -> bool:
    """The words beside it make it a place: "near Ayn Isa", "the city of Mosul", "Idlib
    province"; a weaker word does where the gazetteer knows such a city."""
    if name.type in ("GPE", "LOC", "FAC", "EVENT", "LAW") or name.titled:
        return False
    words, start = draft.words, name.start
    before = words[start - 1].casefold() if start else ""
    after = words[name.end].casefold() if name.end < len(words) else ""
    if after in _PLACE_NOUNS and before not in ARTICLES and name.type == "PERSON":
        return True
    if before == "of" and start > 1 and words[start - 2].casefold() in _PLACE_NOUNS:
        return True
    if before in _WHERE:
        return name.type in ("PERSON", "PRODUCT") or name.text in cities()
    return before in _TOWARDS and name.type in ("PERSON", "ORG") and name.text in cities()


def cut_citations(draft: Draft) -> None:
    """ "University.[1][2]" and "Resolution 2328" after a body end the name before them."""
    for name in draft.names:
        if "[" in name.text and (match := _CITATION.search(name.text)) and match.start():
            _cut_text(draft, name, match.start())
        if name.type in ("ORG", "LAW"):
            _cut_resolution(draft, name)


def _cut_text(draft: Draft, name: Name, length: int) -> None:
    start = draft.doc[name.start].idx
    name.text = name.text[:length]
    name.chars = (start, start + length)
    end = name.start + 1
    while end < name.end and draft.doc[end].idx < start + length:
        end += 1
    name.end = end


def _cut_resolution(draft: Draft, name: Name) -> None:
    for index in range(name.start + 1, name.end):
        if _RESOLUTION.match(draft.words[index]) and index + 1 < name.end:
            if draft.words[index + 1][:1].isdigit():
                draft.reset(name, name.start, index)
                name.type = "ORG"
            return
