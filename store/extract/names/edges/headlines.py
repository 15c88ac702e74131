"""Headlines in title case: the model takes whole phrases of them for names."""

from __future__ import annotations

from collections import Counter

from store.extract.names.draft import Draft, Name
from store.extract.names.types.heads import is_organization_head
from store.identity.folding import fold

_SHORTEST = 3
"""Words from which a phrase may be a headline's."""


def drop_headlines(draft: Draft) -> None:
    """Drop a long name that begins its paragraph and all but fills it, that the article does
    not say again, and that does not end as organisations do."""
    said = Counter(fold(name.text) for name in draft.names)
    draft.names = [n for n in draft.names if not _is_headline(draft, n) or said[fold(n.text)] > 1]


def _is_headline(draft: Draft, name: Name) -> bool:
    if name.sure or name.type not in ("ORG", "WORK", "EVENT", "LAW", "FAC", "PRODUCT"):
        return False
    words = name.words()
    if len(words) < _SHORTEST or is_organization_head(words[-1]):
        return False
    begins = name.start == 0 or draft.ends_paragraph(name.start - 1)
    rest = range(name.end, min(len(draft.words), name.end + len(words) + 1))
    ends = rest.stop == len(draft.words) or any(draft.ends_paragraph(at) for at in rest)
    return begins and ends
