"""Commands that mend names and rows of the timeline: merge, split, retype, hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.main_screen.corrector import Corrector
from tui.main_screen.host import Host
from tui.main_screen.panes import NO_NAME, NO_ROW, Panes
from tui.view_model.article import entity_at
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.mentions import (
    Sentence,
    event_place,
    event_sentences,
    mention_sentences,
    survivor,
)
from tui.view_model.one_event import contradictions, date_of
from tui.view_model.picks import Pick, entity_picks, picked_entity
from tui.view_model.reach import Reach, reaches
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import plural
from tui.view_model.targets import entity_of, events_of, words_of_article

if TYPE_CHECKING:
    from store import AnyAct, ArticleRef, EntityRef, EventRow, Retype, SpanRef, Views
    from tui.dialogs.menu import Chosen, MenuOption
    from tui.view_model.mentions import MergePage

_LISTED = 5
"""Rows that a question about many lists."""


class Names:
    """Who is who, and what is no name or no event at all."""

    def __init__(
        self, host: Host, store_thread: StoreThread, panes: Panes, corrector: Corrector
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._corrector = corrector

    # What the commands act on

    def events(self) -> list[EventRow]:
        """The marked events, the one under the cursor, or the one that the reader shows."""
        opened = self._panes.reader.opened
        if self._panes.front == "timeline":
            return self._panes.chosen
        if self._panes.front == "reader" and opened is not None and opened.event is not None:
            return [opened.event]
        return []

    def _keys(self) -> list[str]:
        """The marked entities, the one under the cursor, or the one at the reader's stop."""
        if self._panes.front == "entities":
            return [row.key for row in self._panes.chosen]
        opened, stop = self._panes.reader.opened, self._panes.reader.stop
        if self._panes.front != "reader" or opened is None or stop is None:
            return []
        key = entity_at(opened, stop.start)
        return [key] if key is not None else []

    def _say_nothing_here(self) -> None:
        self._host.say(NO_NAME if self._panes.front == "reader" else NO_ROW)

    def _here(self) -> Reach:
        """Where a correction of the name under the cursor may hold."""
        reader = self._panes.reader
        if reader.opened is None or not self._panes.space.shows("reader"):
            return Reach()
        stop = reader.stop if self._panes.front == "reader" else None
        return Reach(reader.opened.number, stop)

    # Merge

    async def merge(self) -> None:
        """Merge the marked names, or the one here and one that is found; join events."""
        if await self._corrector.refuses():
            return
        if events := self.events():
            await self._join(events)
            return
        keys = self._keys()
        marked = self._panes.entities.rows.marked
        if self._panes.front == "entities" and len(marked) == 1 and self._panes.row is not None:
            keys = list(dict.fromkeys([*keys, self._panes.row.key]))
        if not keys:
            self._say_nothing_here()
        elif len(keys) > 1:
            await self._ask_merge(keys)
        else:
            await self._find_other(keys[0])

    async def _find_other(self, key: str) -> None:
        from tui.dialogs.pick import PickDialog

        ref = await self._store_thread.ask(lambda views: entity_of(views, key))

        async def find(typed: str) -> list[Pick]:
            return await self._store_thread.ask(
                lambda views: entity_picks(views, typed, like=key, without=key)
            )

        async def then(pick: Pick | None) -> None:
            if pick is not None:
                await self._ask_merge([key, pick.id])

        await self._host.open_dialog(PickDialog(f"Merge {ref.name} with", "a name", find), then)

    async def _ask_merge(self, keys: Sequence[str]) -> None:
        from tui.dialogs.merge import MergeDialog

        at = await self._store_thread.ask(lambda views: survivor(views, keys))
        await self._host.open_dialog(MergeDialog(self._store_thread, keys, at), self._merge)

    def _merge(self, page: MergePage | None) -> None:
        from store import Merge

        if page is not None:
            self._corrector.record(
                lambda _: [Merge(ref.key, page.into, called=ref.name) for ref in page.others],
                towards=("entities", page.into.key),
            )

    async def _join(self, events: Sequence[EventRow]) -> None:
        here = self._panes.row if self._panes.front == "timeline" else None
        known = {row.id: row for row in events}
        if here is not None and (len(known) == 1 or here.id in known):
            known.pop(here.id, None)
            known[here.id] = here
        # The row under the cursor, or else the one marked last, gives the date.
        events = list(reversed(known.values()))
        if len(events) < 2:
            self._host.say("Mark the other rows with Space first; M then makes them one.")
        elif doubts := contradictions(events):
            await self._ask_join(events, doubts)
        else:
            self._make_one(events)

    async def _ask_join(self, events: Sequence[EventRow], doubts: Sequence[str]) -> None:
        from tui.dialogs.menu import MenuDialog, MenuOption

        def then(chosen: Chosen | None) -> None:
            if chosen is not None and chosen.option == "join":
                self._make_one(events)

        about = [f"{date_of(row)}  {row.label}" for row in events[:_LISTED]]
        if len(events) > _LISTED:
            about.append(f"and {len(events) - _LISTED} more")
        options = [
            MenuOption("join", "y", f"yes, one event, on {date_of(events[0])}"),
            MenuOption("leave", "n", "no, leave them apart"),
        ]
        title = f"Are these {len(events)} rows one event?"
        await self._host.open_dialog(MenuDialog(title, options, about=about, doubts=doubts), then)

    def _make_one(self, events: Sequence[EventRow]) -> None:
        ids = [row.id for row in events]
        self._corrector.record(
            lambda views: [views.corrections.join_events(ids)], towards=("timeline", ids[0])
        )

    # Split

    async def split(self) -> None:
        """Let marked sentences of a name be of another, or those of a row be a row of their own."""
        if await self._corrector.refuses():
            return
        events, keys = self.events(), self._keys()
        if len(events) > 1 or len(keys) > 1:
            self._host.say("S splits one row at a time; Esc removes the marks.")
        elif events:
            await self._split_event(events[0])
        elif keys:
            await self.split_key(keys[0])
        else:
            self._say_nothing_here()

    async def _split_event(self, row: EventRow) -> None:
        from tui.dialogs.sentences import SentencesDialog

        row_id = row.id
        found = await self._store_thread.ask(lambda views: event_sentences(views, row_id))
        if len(found) < 2:
            self._host.say("This row was read in one place: there is nothing to split.")
            return
        title = f"Which of these are another event than “{row.label}”?"
        dialog = SentencesDialog(
            self._store_thread, title, lambda views: event_sentences(views, row_id)
        )
        await self._host.open_dialog(dialog, lambda marked: self._split_off(row_id, marked))

    def _split_off(self, row_id: str, marked: Sequence[Sentence] | None) -> None:
        from store import SplitEvents

        if marked is None:
            return
        ids = {each.id for each in marked}

        def acts(views: Views) -> list[AnyAct]:
            refs = events_of(views, row_id)
            return [SplitEvents(tuple(ref for ref in refs if event_place(ref) in ids))]

        self._corrector.record(acts)

    async def split_key(self, key: str) -> None:
        """Ask which sentences of an entity are about another, and about which."""
        from tui.dialogs.sentences import SentencesDialog

        ref = await self._store_thread.ask(lambda views: entity_of(views, key))

        async def then(marked: Sequence[Sentence] | None) -> None:
            if marked is not None:
                await self._name_the_new(ref, marked)

        title = f"Which sentences are about another than {ref.name}?"
        dialog = SentencesDialog(
            self._store_thread, title, lambda views: mention_sentences(views, key)
        )
        await self._host.open_dialog(dialog, then)

    async def _name_the_new(self, ref: EntityRef, marked: Sequence[Sentence]) -> None:
        from tui.dialogs.pick import PickDialog

        async def find(typed: str) -> list[Pick]:
            return await self._store_thread.ask(
                lambda views: entity_picks(
                    views, typed, like=ref.key, without=ref.key, new=ref.type, new_first=True
                )
            )

        title = f"{plural(len(marked), 'sentence')}: about whom or what?"
        await self._host.open_dialog(
            PickDialog(title, "a name, new or known", find),
            lambda pick: self._split(ref, marked, pick),
        )

    def _split(self, ref: EntityRef, marked: Sequence[Sentence], pick: Pick | None) -> None:
        from store import Split

        if pick is None:
            return

        def acts(views: Views) -> list[AnyAct]:
            at = tuple(
                words_of_article(views, each.number, (each.start, each.end)) for each in marked
            )
            return [Split(ref.key, picked_entity(views, pick), at, ref.name)]

        self._corrector.record(acts)

    # Wrong type

    async def retype(self) -> None:
        """Change the type of names or events."""
        if await self._corrector.refuses():
            return
        if events := self.events():
            await self._retype_events(events)
        elif keys := self._keys():
            await self._retype_names(keys)
        else:
            self._say_nothing_here()

    async def _retype_names(self, keys: Sequence[str]) -> None:
        from tui.dialogs.menu import MenuDialog, MenuOption

        refs = await self._store_thread.ask(lambda views: [entity_of(views, key) for key in keys])
        scopes = await self._scopes(keys)
        now = list(TYPE_LETTERS).index(refs[0].type) if refs[0].type in TYPE_LETTERS else 0
        options = [
            MenuOption(type_, letter.lower(), TYPE_WORDS[type_], "now" if at == now else "")
            for at, (type_, letter) in enumerate(TYPE_LETTERS.items())
        ]

        def then(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            where, type_ = reaches(chosen.scope, self._here()), chosen.option
            self._corrector.record(
                lambda views: [_retyped(ref, type_, where(views)) for ref in refs]
            )

        names = ", ".join(ref.name for ref in refs)
        await self._host.open_dialog(
            MenuDialog(f"What is {names}?", options, scopes=scopes, at=now), then
        )

    async def _scopes(self, keys: Sequence[str]) -> list[MenuOption]:
        """Where a correction of these names may hold, with the number that each touches."""
        from store import Hide
        from tui.dialogs.menu import MenuOption

        here = self._here() if len(keys) == 1 else Reach()

        def options(views: Views) -> list[MenuOption]:
            found = []
            for scope, words in here.scopes(views, keys[0]):
                where = reaches(scope, here)(views)
                touched = [views.corrections.touches(Hide(key, where)) for key in keys]
                mentions = plural(sum(each.mentions for each in touched), "mention")
                articles = plural(sum(each.articles for each in touched), "article")
                beside = mentions if scope != "everywhere" else f"{mentions}, {articles}"
                found.append(MenuOption(scope, scope[0], words, beside))
            return found

        return await self._store_thread.ask(options)

    async def _retype_events(self, events: Sequence[EventRow]) -> None:
        from store import SetType
        from tui.dialogs.pick import PickDialog
        from tui.view_model.event_fields import type_picks

        ids = [row.id for row in events]

        def then(pick: Pick | None) -> None:
            if pick is not None:
                self._corrector.record(
                    lambda views: [SetType(events_of(views, each), pick.id) for each in ids]
                )

        async def find(typed: str) -> list[Pick]:
            return type_picks(typed)

        title = f"What kind of event is “{events[0].label}”?"
        await self._host.open_dialog(PickDialog(title, "a type", find), then)

    # Hide

    async def hide(self) -> None:
        """Hide names: this mention, in this article or everywhere. Hide events."""
        if await self._corrector.refuses():
            return
        if events := self.events():
            self._hide_events([row.id for row in events])
        elif keys := self._keys():
            await self._hide_names(keys)
        else:
            self._say_nothing_here()

    async def _hide_names(self, keys: Sequence[str]) -> None:
        from store import Hide
        from tui.dialogs.menu import MenuDialog

        options = await self._scopes(keys)
        refs = await self._store_thread.ask(lambda views: [entity_of(views, key) for key in keys])

        def then(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            where = reaches(chosen.option, self._here())
            gone = keys if chosen.option == "everywhere" else ()
            self._corrector.record(
                lambda views: [Hide(ref.key, where(views), ref.name) for ref in refs], gone=gone
            )

        names = ", ".join(ref.name for ref in refs)
        await self._host.open_dialog(MenuDialog(f"Hide {names}", options), then)

    def _hide_events(self, ids: Sequence[str]) -> None:
        from store import HideEvents

        self._corrector.record(
            lambda views: [HideEvents(events_of(views, each)) for each in ids], gone=ids
        )


def _retyped(ref: EntityRef, type_: str, at: tuple[ArticleRef | SpanRef, ...]) -> Retype:
    """Return the correction of a type; in single places the name is of a thing of its own."""
    from store import Retype, new_entity

    into = new_entity(ref.name, type_) if at else None  # type: ignore[arg-type]
    return Retype(ref.key, type_, at, into, ref.name)  # type: ignore[arg-type]
