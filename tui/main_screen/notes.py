"""Marks that a user leaves on articles, names and events: checked, star, tag, note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tui.main_screen.corrector import Corrector
from tui.main_screen.host import Host
from tui.main_screen.panes import NO_ROW, Panes
from tui.view_model.picks import Pick
from tui.view_model.store_thread import StoreThread
from tui.view_model.targets import ChosenRow, known_tags, targets_of

if TYPE_CHECKING:
    from store import AnyAct, MarkTarget, Views


class Notes:
    """Acts on the marked rows, or the row under the cursor, or what is open in the reader."""

    def __init__(
        self, host: Host, store_thread: StoreThread, panes: Panes, corrector: Corrector
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._panes = panes
        self._corrector = corrector

    async def check(self) -> None:
        """Mark it as checked; not any more, where all of it is."""
        from store import Check

        await self._toggle("checked", Check)

    async def star(self) -> None:
        """Star it; remove the star, where all of it has one."""
        from store import Star

        await self._toggle("starred", Star)

    async def _toggle(self, field: str, act: Callable[[MarkTarget, bool], AnyAct]) -> None:
        chosen = await self._chosen()
        if not chosen:
            return
        on = not all(getattr(each.marks, field) for each in chosen)
        self._corrector.record(lambda views: [act(each, on) for each in targets_of(views, chosen)])

    async def _chosen(self) -> Sequence[ChosenRow]:
        """What is to be marked; says why, where nothing is."""
        if await self._corrector.refuses():
            return ()
        front, reader = self._panes.front, self._panes.reader
        rows: list[Any] = self._panes.chosen
        if front == "reader" and reader.opened is not None:
            front = "timeline" if reader.opened.event is not None else "articles"
            rows = [reader.opened.event or await self._open_article(reader.opened.number)]
        chosen = [ChosenRow(front, row) for row in rows if row is not None]
        if not chosen:
            self._host.say(NO_ROW if front != "reader" else "No article is open here.")
        return chosen

    async def _open_article(self, number: int) -> Any:
        """The row of the article in the reader."""
        from store import Filter, Term

        filter_ = Filter((Term("article", str(number)),))
        rows = await self._store_thread.ask(lambda views: views.articles(filter_, limit=1))
        return rows[0] if rows else None

    async def tag(self) -> None:
        """Add a tag, or remove one that all of it has."""
        from tui.dialogs.pick import PickDialog

        chosen = await self._chosen()
        if not chosen:
            return
        common = set.intersection(*(set(each.marks.tags) for each in chosen))

        async def find(typed: str) -> list[Pick]:
            known = await self._store_thread.ask(known_tags)
            typed = "-".join(typed.split())
            names = [tag for tag in sorted({*common, *known}) if typed.casefold() in tag.casefold()]
            new = [typed] if typed and typed not in names else []
            return [
                Pick(name, "-" if name in common else "#", name, "remove it" * (name in common))
                for name in [*new, *names]
            ]

        await self._host.open_dialog(
            PickDialog("Tag", "a tag, new or known", find), lambda pick: self._tag(chosen, pick)
        )

    def _tag(self, chosen: Sequence[ChosenRow], pick: Pick | None) -> None:
        from store import Tag

        if pick is None:
            return
        on = not pick.beside
        self._corrector.record(
            lambda views: [Tag(each, pick.id, on) for each in targets_of(views, chosen)]
        )

    async def note(self) -> None:
        """Write a note, or change it; an empty one removes it."""
        from tui.dialogs.basic import PromptDialog

        chosen = await self._chosen()
        if not chosen:
            return
        first = chosen[:1]
        old = await self._store_thread.ask(
            lambda views: views.corrections.note(*targets_of(views, first))
        )
        await self._host.open_dialog(
            PromptDialog("Note; - removes it" if old else "Note", "what you want to remember", old),
            lambda text: self._write(chosen, text),
        )

    def _write(self, chosen: Sequence[ChosenRow], text: str | None) -> None:
        from store import Note

        if text is None:
            return
        written = "" if text == "-" else text

        def acts(views: Views) -> list[AnyAct]:
            return [Note(each, written) for each in targets_of(views, chosen)]

        self._corrector.record(acts)
