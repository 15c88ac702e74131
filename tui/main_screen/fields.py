"""Commands that correct a field: dates first, then who, whom, place, label, status, title."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.main_screen.corrector import Corrector
from tui.main_screen.host import Host
from tui.main_screen.names import Names
from tui.main_screen.panes import NO_ROW, Panes
from tui.view_model.dates import format_date
from tui.view_model.event_fields import (
    STATUSES,
    Part,
    edit_lines,
    participant_picks,
    with_participant,
)
from tui.view_model.picks import Pick, entity_picks
from tui.view_model.store_thread import StoreThread
from tui.view_model.targets import events_of

if TYPE_CHECKING:
    from store import AnyAct, EventRow, SetPublished, Views, WrittenDate
    from tui.dialogs.date import NewDate
    from tui.dialogs.menu import Chosen, MenuOption

type Asks = Callable[[], Coroutine[Any, Any, None]]

_CHANGED = "Nothing was changed."


class Fields:
    """Acts on the marked rows, the row under the cursor, or what is open in the reader."""

    def __init__(
        self,
        host: Host,
        store_thread: StoreThread,
        panes: Panes,
        corrector: Corrector,
        names: Names,
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._corrector = corrector
        self._names = names

    async def edit(self) -> None:
        """Edit the date of events or of an article, or the name of an entity."""
        if await self._corrector.refuses():
            return
        number = self._article()
        if events := self._names.events():
            await self._ask_date(events)
        elif self._panes.front == "entities" and self._panes.row is not None:
            await self._ask_name(self._panes.row.key, self._panes.row.name)
        elif number is not None:
            await self._ask_published(number)
        else:
            self._host.say(NO_ROW)

    def _article(self) -> int | None:
        """The article under the cursor, or the one that is open in the reader."""
        opened, row = self._panes.reader.opened, self._panes.row
        if self._panes.front == "articles":
            return row.number if row is not None else None
        return opened.number if self._panes.front == "reader" and opened is not None else None

    async def choose(self) -> None:
        """Choose which field to correct."""
        from tui.dialogs.menu import MenuDialog

        if await self._corrector.refuses():
            return
        events, number, row = self._names.events(), self._article(), self._panes.row
        about: list[str] = []
        if events:
            title, fields = f"Correct “{events[0].label}”", self._event_fields(events)
            about = await self._store_thread.ask(partial(edit_lines, row_id=events[0].id))
        elif self._panes.front == "entities" and row is not None:
            title, fields = f"Correct {row.name}", self._entity_fields(row.key, row.name)
        elif number is not None:
            title, fields = f"Correct article #{number}", self._article_fields(number)
        else:
            self._host.say(NO_ROW)
            return

        async def then(chosen: Chosen | None) -> None:
            if chosen is not None:
                await fields[chosen.option][1]()

        options = [option for option, _ in fields.values()]
        await self._host.open_dialog(MenuDialog(title, options, about=about), then)

    def _event_fields(self, events: Sequence[EventRow]) -> dict[str, tuple[MenuOption, Asks]]:
        first = events[0]
        who, whom = ", ".join(first.actors), ", ".join(first.recipients)
        said, when = ", ".join(first.sources), format_date(first.from_, first.to, first.precision)
        return _menu(
            ("d", "date", when, lambda: self._ask_date(events)),
            ("w", "who did it", who, lambda: self._ask_participant(events, "actors")),
            ("m", "to whom", whom, lambda: self._ask_participant(events, "recipients")),
            ("r", "swap who and whom", "", lambda: self._reverse(events)),
            ("p", "place", first.place or "", lambda: self._ask_place(events)),
            ("y", "type", first.type.lower(), self._names.retype),
            ("l", "label", first.label, lambda: self._ask_label(first)),
            ("s", "status", first.modality, lambda: self._ask_status(events)),
            ("b", "said by", said, lambda: self._ask_participant(events, "according_to")),
        )

    def _entity_fields(self, key: str, name: str) -> dict[str, tuple[MenuOption, Asks]]:
        return _menu(
            ("n", "name", name, lambda: self._ask_name(key, name)),
            ("t", "type", "", self._names.retype),
            ("m", "merge with another", "", self._names.merge),
            ("s", "split: it is two", "", self._names.split),
        )

    def _article_fields(self, number: int) -> dict[str, tuple[MenuOption, Asks]]:
        return _menu(
            ("d", "date", "", lambda: self._ask_published(number)),
            ("s", "source", "", lambda: self._ask_article_field(number, "source")),
            ("t", "title", "", lambda: self._ask_article_field(number, "title")),
        )

    # Dates

    async def _ask_date(self, events: Sequence[EventRow]) -> None:
        from tui.dialogs.date import DateDialog
        from tui.view_model.event_dates import date_page, scope_words

        first = events[0]
        page = await self._store_thread.ask(lambda views: date_page(views, first))
        scopes = scope_words(page)
        if len(events) > 1:
            page = page.of_several(len(events))
            scopes = [("row", f"{len(events)} marked rows")]

        async def then(new: NewDate | None) -> None:
            if new is None:
                return
            if new.scope == "article":
                await self._ask_published(first.number, new.date)
            elif new.date is not None:
                words = page.words if new.scope == "words" else None
                self._set_date([row.id for row in events], new.date, words)

        await self._host.open_dialog(DateDialog(page, scopes), then)

    def _set_date(self, ids: Sequence[str], date: WrittenDate, words: str | None) -> None:
        from store import SetDate

        self._corrector.record(
            lambda views: [SetDate(events_of(views, each), date, words) for each in ids]
        )

    async def _ask_published(self, number: int, typed: WrittenDate | None = None) -> None:
        from store import redated
        from tui.dialogs.date import ArticleDateDialog

        article, reading = await self._store_thread.ask(
            lambda views: (
                views.corrections.machine_article(number),
                views.machine_reading(number),
            )
        )
        if reading is None:
            self._host.say("This article was not read: nothing in it depends on its date.")
            return

        def redate(typed: str) -> SetPublished:
            return redated(article, reading, typed)

        def then(act: SetPublished | None) -> None:
            if act is not None:
                self._corrector.record(lambda _: [act])

        about = [article.title or article.text[:200]]
        value = ((typed and typed.from_) or article.published or "")[:10]
        title = f"The date of article #{number}"
        await self._host.open_dialog(ArticleDateDialog(title, about, value, redate), then)

    # Participants and place

    async def _ask_participant(self, events: Sequence[EventRow], part: Part) -> None:
        from tui.dialogs.pick import PickDialog

        first, ids = events[0], [row.id for row in events]

        async def find(typed: str) -> list[Pick]:
            return await self._store_thread.ask(
                lambda views: participant_picks(views, first, part, typed)
            )

        def then(pick: Pick | None) -> None:
            if pick is not None:
                self._corrector.record(
                    lambda views: [with_participant(views, each, part, pick) for each in ids]
                )

        title = {"actors": "Who did it?", "recipients": "To whom?", "according_to": "Said by whom?"}
        await self._host.open_dialog(
            PickDialog(title[part], "a name, known or new", find, about=[first.label]), then
        )

    async def _reverse(self, events: Sequence[EventRow]) -> None:
        from store import Reverse

        ids = [row.id for row in events]
        self._corrector.record(lambda views: [Reverse(events_of(views, each)) for each in ids])

    async def _ask_place(self, events: Sequence[EventRow]) -> None:
        from store import SetPlace
        from tui.dialogs.pick import PickDialog
        from tui.view_model.picks import picked_entity

        ids = [row.id for row in events]
        nowhere = Pick("nowhere", "-", "no place", "remove it")

        async def find(typed: str) -> list[Pick]:
            found = await self._store_thread.ask(
                lambda views: entity_picks(views, typed, new="GPE") if typed else []
            )
            return found or [nowhere]

        def then(pick: Pick | None) -> None:
            if pick is None:
                return

            def acts(views: Views) -> list[AnyAct]:
                place = None if pick == nowhere else picked_entity(views, pick)
                return [SetPlace(events_of(views, each), place) for each in ids]

            self._corrector.record(acts)

        await self._host.open_dialog(
            PickDialog("Where?", "a place, known or new", find, about=[events[0].label]), then
        )

    # Words

    async def _ask_label(self, row: EventRow) -> None:
        from store import SetLabel

        row_id = row.id
        await self._prompt(
            "Label",
            row.label,
            lambda views, text: [SetLabel(events_of(views, row_id), text)],
        )

    async def _ask_name(self, key: str, name: str) -> None:
        from store import Rename

        await self._prompt(
            f"New name of {name}", name, lambda _, text: [Rename(key, text, called=name)]
        )

    async def _ask_article_field(self, number: int, field: str) -> None:
        from store import SetSource, SetTitle

        article = await self._store_thread.ask(lambda views: views.article(number))
        act = SetSource if field == "source" else SetTitle
        await self._prompt(
            field.capitalize(),
            getattr(article, field) or "",
            lambda views, text: [act(views.corrections.article_ref(number), text)],
        )

    async def _prompt(
        self, question: str, value: str, acts: Callable[[Views, str], Sequence[AnyAct]]
    ) -> None:
        """Ask for a line, and record the acts that it makes."""
        from tui.dialogs.basic import PromptDialog

        def then(text: str | None) -> None:
            if text is None or text == value:
                self._host.say(_CHANGED)
            else:
                self._corrector.record(lambda views: acts(views, text))

        await self._host.open_dialog(PromptDialog(question, "", value), then)

    async def _ask_status(self, events: Sequence[EventRow]) -> None:
        from store import SetStatus
        from tui.dialogs.menu import MenuDialog, MenuOption

        ids, letters = [row.id for row in events], "acpohnbwujf"
        options = [
            MenuOption(status, letter, f"{status}: {words}")
            for (status, words), letter in zip(STATUSES.items(), letters, strict=True)
        ]

        def then(chosen: Chosen | None) -> None:
            if chosen is not None:
                status = chosen.option
                self._corrector.record(
                    lambda views: [SetStatus(events_of(views, each), status) for each in ids]  # type: ignore[arg-type]
                )

        at = list(STATUSES).index(events[0].modality)
        await self._host.open_dialog(MenuDialog(events[0].label, options, at=at), then)


def _menu(*lines: tuple[str, str, str, Asks]) -> dict[str, tuple[MenuOption, Asks]]:
    """Return the options of a menu by id: letter, words, what it is now, what asks for it."""
    from tui.dialogs.menu import MenuOption

    return {
        words: (MenuOption(words, letter, words, now), asks) for letter, words, now, asks in lines
    }
