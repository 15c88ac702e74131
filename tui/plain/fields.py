"""`set NUMBER FIELD WORDS`: corrects one field of an event, a name or an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from store import UserError
from tui.plain.state import NOTHING_DONE, Choice, PlainState
from tui.view_model.event_dates import date_page
from tui.view_model.event_fields import (
    STATUSES,
    edit_lines,
    participant_picks,
    type_picks,
    with_participant,
)
from tui.view_model.lines import TYPE_WORDS
from tui.view_model.picks import Pick, entity_picks, picked_entity
from tui.view_model.targets import events_of

if TYPE_CHECKING:
    from store import AnyAct, WrittenDate
    from tui.view_model.event_fields import Part

type Setter = Callable[[Any, str], Iterator[str]]
"""Sets a field of a row to what was typed, or asks."""
_PICKED = 9
"""Names that are offered for what was typed."""
_NONE = "-"
"""What is typed for "nobody" or "nowhere"."""


class PlainFields:
    """Sets fields; what several things could mean is asked, with a number for each."""

    def __init__(self, state: PlainState) -> None:
        self._state = state
        self._setters: dict[str, dict[str, Setter]] = {
            "timeline": {
                "date": self._event_date,
                "who": partial(self._participant, "actors"),
                "whom": partial(self._participant, "recipients"),
                "by": partial(self._participant, "according_to"),
                "swap": self._swap,
                "place": self._place,
                "type": self._event_type,
                "label": self._label,
                "status": self._status,
            },
            "entities": {"name": self._name, "type": self._entity_type},
            "articles": {
                "date": self._published,
                "source": partial(self._article_words, "source"),
                "title": partial(self._article_words, "title"),
            },
        }

    def set(self, said: str) -> Iterator[str]:
        number, _, rest = said.partition(" ")
        field, _, words = rest.strip().partition(" ")
        row, pane = self._state.row(number), self._state.listing.pane
        setters = self._setters.get(pane, {})
        if row is None or not setters:
            yield "Name a row of the articles, entities or timeline."
            return
        setter = setters.get(field.casefold())
        if setter is not None:
            yield from setter(row, words.strip())
            return
        if pane == "timeline":
            yield from edit_lines(self._state.views, row.id)
        yield f"Type set {number}, one of {', '.join(setters)}, and what is right."

    def _record(self, make: Callable[[], Sequence[AnyAct]]) -> Iterator[str]:
        yield from self._state.record(*make())

    # Events

    def _event_date(self, row: Any, words: str) -> Iterator[str]:
        from store import parse_date

        page = date_page(self._state.views, row)
        if not words:
            yield f"It is {page.now} now."
            yield from page.basis
            yield "Type what is right after date: 2024-07-19, 2024-07, before 2024-07-01, ~2024, ?."
            return
        written = parse_date(words, page.published)
        if page.words is None or page.same < 2:
            yield from self._dated(row.id, written, None)
            return
        yield from self._state.ask(
            "Where does it hold?",
            [
                Choice("this event", partial(self._dated, row.id, written, None)),
                Choice(
                    f"the {page.same} events of this article that “{page.words}” dates",
                    partial(self._dated, row.id, written, page.words),
                ),
            ],
        )

    def _dated(self, row_id: str, written: WrittenDate, words: str | None) -> Iterator[str]:
        from store import SetDate

        return self._state.record(SetDate(events_of(self._state.views, row_id), written, words))

    def _participant(self, part: Part, row: Any, words: str) -> Iterator[str]:
        views = self._state.views
        found = participant_picks(views, row, part, "" if words == _NONE else words)
        if words == _NONE:
            found = [pick for pick in found if pick.id.startswith("-")]
        return self._pick("Who?", found, lambda pick: [with_participant(views, row.id, part, pick)])

    def _swap(self, row: Any, _: str) -> Iterator[str]:
        from store import Reverse

        return self._state.record(Reverse(events_of(self._state.views, row.id)))

    def _place(self, row: Any, words: str) -> Iterator[str]:
        from store import SetPlace

        views = self._state.views
        refs = events_of(views, row.id)
        if words == _NONE:
            return self._state.record(SetPlace(refs, None))
        return self._pick(
            "Where?",
            entity_picks(views, words, new="GPE"),
            lambda pick: [SetPlace(refs, picked_entity(views, pick))],
        )

    def _event_type(self, row: Any, words: str) -> Iterator[str]:
        from store import SetType

        refs = events_of(self._state.views, row.id)
        found = type_picks(words)
        exact = [pick for pick in found if pick.id == words.upper()]
        return self._pick(
            "What kind of event?", exact or found, lambda pick: [SetType(refs, pick.id)]
        )

    def _label(self, row: Any, words: str) -> Iterator[str]:
        from store import SetLabel

        if not words:
            return iter((f"It is “{row.label}”; type what is right after label.",))
        return self._state.record(SetLabel(events_of(self._state.views, row.id), words))

    def _status(self, row: Any, words: str) -> Iterator[str]:
        from store import SetStatus

        refs = events_of(self._state.views, row.id)
        picks = [Pick(status, "", status, said) for status, said in STATUSES.items()]
        chosen = [pick for pick in picks if pick.id == words.casefold()]
        return self._pick(
            "What is its status?",
            chosen or picks,
            lambda pick: [SetStatus(refs, pick.id)],  # type: ignore[arg-type]
        )

    # Names

    def _name(self, row: Any, words: str) -> Iterator[str]:
        from store import Rename

        if not words:
            return iter((f"It is {row.name}; type what is right after name.",))
        return self._state.record(Rename(row.key, words, called=row.name))

    def _entity_type(self, row: Any, words: str) -> Iterator[str]:
        from store import Retype

        wanted = words.casefold()
        picks = [
            Pick(type_, "", said)
            for type_, said in TYPE_WORDS.items()
            if said.startswith(wanted) or type_.casefold() == wanted
        ]
        return self._pick(
            f"What is {row.name}?",
            picks,
            lambda pick: [Retype(row.key, pick.id, called=row.name)],  # type: ignore[arg-type]
        )

    # Articles

    def _published(self, row: Any, words: str) -> Iterator[str]:
        from store import redated
        from tui.config import load_config

        views = self._state.views
        reading = views.machine_reading(row.number)
        if reading is None:
            raise UserError("This article was not read: nothing in it depends on its date.")
        if not words:
            yield f"It is {(row.published or 'undated')[:10]}; type a day after date: 2024-07-19."
            return
        article = views.corrections.machine_article(row.number)
        act = redated(article, reading, words, load_config().reader)
        yield from self._state.record(act)

    def _article_words(self, field: str, row: Any, words: str) -> Iterator[str]:
        from store import SetSource, SetTitle

        if not words:
            return iter((f"Type what is right after {field}.",))
        act = SetSource if field == "source" else SetTitle
        return self._state.record(act(self._state.views.corrections.article_ref(row.number), words))

    # Choices

    def _pick(
        self, question: str, picks: Sequence[Pick], acts: Callable[[Pick], Sequence[AnyAct]]
    ) -> Iterator[str]:
        """Record the only pick there is, or ask which one is meant."""
        if not picks:
            return iter((NOTHING_DONE,))
        if len(picks) == 1:
            return self._state.record(*acts(picks[0]))
        choices = [
            Choice(_pick_words(pick), partial(self._record, partial(acts, pick)))
            for pick in picks[:_PICKED]
        ]
        return self._state.ask(question, choices)


def _pick_words(pick: Pick) -> str:
    return f"{pick.words}, {pick.beside}" if pick.beside else pick.words
