"""What the panes show: one frozen row for each line of a list.

Counts come in pairs, `shown` (under the current filter) and `total` (in the whole store).
Names are display names; `key` and `number` are what to ask with. They are msgspec's Structs: as
dataclasses they took 7 ms of every start to make.
"""

from __future__ import annotations

from msgspec import Struct

type ArticleKey = int | str
"""An article's number; for another source of its very text `number/record`."""


class ArticleRow(Struct, frozen=True):
    number: int
    id: str
    published: str | None
    source: str | None
    title: str
    """The headline; where there is none, the first sentence (see `title_is_sentence`)."""
    title_is_sentence: bool
    events: int
    """Events read from this article, whatever the filter."""
    family: int = 0
    """The number of the original that it belongs to; its own where it is none's copy."""
    kind: str | None = None
    """What it is to that: `copy`, `update`, `excerpt`; `same` for a source of the very text."""
    record: int | None = None
    """Of a `same` row, which is no article of its own: `number` is that of the text."""
    url: str | None = None
    """Of a `same` row: its link."""
    copies: int = 0
    """What is folded under this row: the other shown articles of the family, and the other
    sources of their very texts."""
    unfolded: bool = False
    """Whether those stand beneath it as rows of their own."""
    under: bool = False
    """Whether it stands beneath another row."""

    @property
    def key(self) -> ArticleKey:
        return self.number if self.record is None else f"{self.number}/{self.record}"


class EntityRow(Struct, frozen=True):
    key: str
    name: str
    type: str
    shown: int
    """Mentions in the shown articles."""
    total: int
    """Mentions in all articles."""


class EventRow(Struct, frozen=True):
    """One event, told by one article or by several."""

    id: str
    """`number:event_id` of the first article that tells it, whatever the filter."""
    number: int
    """The first *shown* article that tells it, one that says who did it before others;
    `event_id` is its name in that reading."""
    event_id: str
    type: str
    mode: str | None
    label: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    from_: str | None
    to: str | None
    precision: str | None
    date_basis: str | None
    modality: str
    sources: tuple[str, ...]
    """According to whom."""
    sentences: int
    """Pieces of evidence of all voices, whatever the filter."""
    voices: int
    """Articles that tell it, whatever the filter; an original and its copies are one voice,
    for which the first of them that tells it speaks."""
    salience: float


class Bucket(Struct, frozen=True):
    """A stretch of time; `from_` is None for what has no date as fine as the zoom."""

    label: str
    from_: str | None
    to: str | None
    shown: int
    total: int


class Heading(Struct, frozen=True):
    """A heading of the timeline, over the rows that begin in its days."""

    label: str
    length: str
    """`day` to `century`; `open` for what has one end only, `undated` for what has none."""
    from_: str | None
    to: str | None
    shown: int
    """Rows under it."""
    total: int
    """Rows that stand under it where nothing is filtered or folded."""
    runs: tuple[tuple[int, int], ...]
    """Those rows as the timeline numbers them: first row and how many, in order."""


class Counts(Struct, frozen=True):
    """Each `(shown, total)`."""

    articles: tuple[int, int]
    """Those that have a row of their own: an original and what is folded under it are one."""
    entities: tuple[int, int]
    events: tuple[int, int]
    folded: tuple[int, int] = (0, 0)
    """Articles that are folded under others, as copies, updates or excerpts."""
