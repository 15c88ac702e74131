"""One event and its tellings: the most exact date and place, and all who take part."""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.parties.participants import PLACES
from store.extract.found import FoundEntity

WIDTH = {
    name: width
    for width, name in enumerate("time day week month quarter year decade century".split())
}


class Merged:
    """A draft and those that tell the same event."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.pieces = [draft]
        self.modalities = [draft.modality]

    def add(self, other: Draft) -> None:
        mine = self.draft
        self.pieces.append(other)
        self.modalities.append(other.modality)
        if not other.only_merges or not mine.actors:
            for entity in other.actors:
                if entity not in mine.actors and not _within(entity, mine.actors):
                    mine.actors.append(entity)
        for entity in other.recipients:
            if entity not in mine.recipients and entity not in mine.actors:
                mine.recipients.append(entity)
        if not other.only_merges:  # "blamed them for the attack" tells nothing new of it
            mine.according_to += [s for s in other.according_to if s not in mine.according_to]
        if "asserted" in self.modalities:
            mine.modality = "asserted"
        if other.actors or other.recipients or other.date_basis != "inherited":
            self._date(other)  # in "after the summit" it is somebody else's
            if other.place is not None and (mine.place is None or _finer(other.place, mine.place)):
                mine.place = other.place

    def _date(self, other: Draft) -> None:
        mine = self.draft
        if other.date_basis is None:
            return
        better = mine.date_basis is None or (
            mine.date_basis == "as_of" and other.date_basis != "as_of"
        )
        if better or (other.date_basis != "as_of" and _narrower(other, mine)):
            begins, end = mine.begins, mine.end
            open_end = mine.start is None and mine.date_basis == "stated" and end is not None
            mine.start, mine.end, mine.precision = other.start, other.end, other.precision
            mine.date_basis, mine.begins = other.date_basis, other.begins or begins
            if (
                open_end
                and other.begins
                and end is not None
                and other.start is not None
                and end > other.start
            ):
                mine.end = end
        elif (
            mine.begins and other.end is not None and mine.start is not None and other.start is None
        ):
            mine.end = max(other.end, mine.start)


def _narrower(a: Draft, b: Draft) -> bool:
    return WIDTH.get(a.precision or "century", 8) < WIDTH.get(b.precision or "century", 8) or (
        b.start is None and a.start is not None and a.begins
    )


def _finer(a: FoundEntity, b: FoundEntity) -> bool:
    return bool(a.country) and not b.country


def _within(entity: FoundEntity, others: list[FoundEntity]) -> bool:
    """Somebody already there under a wider name: a country's troops."""
    return any(
        other.type in PLACES and other.iso and f"/{other.iso}/" in f"{entity.key}/"
        for other in others
    )
