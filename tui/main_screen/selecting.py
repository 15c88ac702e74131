"""Commands on words of the article: make them a mention, an event, an office or a relation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.main_screen.corrector import Corrector
from tui.main_screen.host import Host
from tui.main_screen.panes import Panes
from tui.view_model.article import OpenedArticle
from tui.view_model.event_fields import type_picks
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.picks import Pick, entity_picks, picked_entity
from tui.view_model.store_thread import StoreThread
from tui.view_model.targets import words_of_article

if TYPE_CHECKING:
    from store import AnyAct, Span, Views
    from tui.dialogs.date import NewDate
    from tui.dialogs.menu import Chosen
    from tui.view_model.word_selection import NameGuesses, WordSelection

_OTHERS = {
    "known": ("k", "a known name, by another spelling"),
    "happened": ("v", "an event of the timeline"),
    "office": ("i", "the office of a person"),
    "relation": ("r", "a relation of two names"),
}


class Selecting:
    """What the machine did not find in an article, its reader can add."""

    def __init__(
        self, host: Host, store_thread: StoreThread, panes: Panes, corrector: Corrector
    ) -> None:
        self._host = host
        self._store_thread = store_thread
        self._reader = panes.reader
        self._corrector = corrector

    async def begin(self) -> None:
        """Select words, the next name that may have been missed at first."""
        from tui.dialogs.select import SelectDialog
        from tui.view_model.word_selection import NameGuesses, words_of

        opened = self._reader.opened
        if opened is None:
            self._host.say("Open an article first: there are no words to select.")
            return
        if await self._corrector.refuses():
            return
        text = opened.article.text
        words = words_of(text)
        if not words:
            self._host.say("This article has no words.")
            return
        guesses = NameGuesses(text, words, *_known(opened))
        selection = self._first(words, guesses)
        dialog = SelectDialog(self._reader.text, text, selection, guesses)
        await self._host.open_dialog(dialog, self._choose)

    def _first(self, words: list[Span], guesses: NameGuesses) -> WordSelection:
        """The first missed name on the screen, or the first word there."""
        from tui.view_model.word_selection import WordSelection, word_at

        top, bottom = self._reader.text.visible_range
        at = word_at(words, top)
        selection = WordSelection(words, at, at)
        guess = guesses.next(top - 1, 1)
        if guess is not None and top <= guess.start < bottom:
            return selection.select(guess)
        return selection

    async def _choose(self, span: Span | None) -> None:
        """Choose what the selected words are."""
        from tui.dialogs.menu import MenuDialog, MenuOption

        opened = self._reader.opened
        if span is None or opened is None:
            return
        number, words = opened.number, " ".join(opened.article.text[slice(*span)].split())
        known = await self._store_thread.ask(lambda views: entity_picks(views, words))
        same = next((each for each in known if each.words.casefold() == words.casefold()), None)
        options = [
            MenuOption(type_, letter.lower(), TYPE_WORDS[type_])
            for type_, letter in TYPE_LETTERS.items()
        ]
        others = [MenuOption(id_, *each) for id_, each in _OTHERS.items()]
        if same is not None:
            others[0] = MenuOption("known", "k", f"{same.words}, who is known", same.beside)
            options.insert(0, others.pop(0))

        async def then(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            if chosen.option == "known" and same is not None:
                self._add_mention(number, span, same)
            else:
                await self._add(chosen.option, number, span, words)

        await self._host.open_dialog(MenuDialog(f"“{words}” is", [*options, *others]), then)

    async def _add(self, what: str, number: int, span: Span, words: str) -> None:
        match what:
            case "known":
                await self._pick_entity(
                    f"Who or what is “{words}”?", lambda pick: self._add_mention(number, span, pick)
                )
            case "happened":
                await self._ask_type(number, span, words)
            case "office":
                await self._ask_holder(number, span, words)
            case "relation":
                await self._ask_subject(number, span, words)
            case type_:
                self._add_mention(number, span, Pick(f"new:{type_}:{words}", "", words))

    def _add_mention(self, number: int, span: Span, pick: Pick) -> None:
        from store import AddMention

        def acts(views: Views) -> list[AnyAct]:
            return [AddMention(words_of_article(views, number, span), picked_entity(views, pick))]

        self._corrector.record(acts)

    async def _pick_entity(
        self, title: str, then: Callable[[Pick], object], type_: str = "PERSON"
    ) -> None:
        from tui.dialogs.pick import PickDialog

        async def find(typed: str) -> list[Pick]:
            return await self._store_thread.ask(lambda views: entity_picks(views, typed, new=type_))

        async def taken(pick: Pick | None) -> None:
            if pick is not None and (result := then(pick)) is not None:
                await result  # type: ignore[misc]

        await self._host.open_dialog(PickDialog(title, "a name, known or new", find), taken)

    # Events

    async def _ask_type(self, number: int, span: Span, words: str) -> None:
        from tui.dialogs.pick import PickDialog

        async def find(typed: str) -> list[Pick]:
            return type_picks(typed)

        async def then(pick: Pick | None) -> None:
            if pick is not None:
                await self._ask_label(number, span, words, pick.id)

        await self._host.open_dialog(
            PickDialog(f"What kind of event is “{words}”?", "a type", find), then
        )

    async def _ask_label(self, number: int, span: Span, words: str, type_: str) -> None:
        from tui.dialogs.basic import PromptDialog

        async def then(label: str | None) -> None:
            if label is not None:
                await self._ask_date(number, span, type_, label)

        dialog = PromptDialog("How the timeline shows it", "who does what to whom", words)
        await self._host.open_dialog(dialog, then)

    async def _ask_date(self, number: int, span: Span, type_: str, label: str) -> None:
        from store import AddEvent
        from tui.dialogs.date import DateDialog
        from tui.view_model.event_dates import DatePage

        article = await self._store_thread.ask(lambda views: views.article(number))
        now = (article.published or "undated")[:10]
        page = DatePage(label, number, now, (), None, article.published)

        def then(new: NewDate | None) -> None:
            if new is not None and (date := new.date) is not None:
                self._corrector.record(
                    lambda views: [
                        AddEvent(words_of_article(views, number, span), type_, label, date=date)
                    ]
                )

        await self._host.open_dialog(DateDialog(page, [("row", "this new event")]), then)

    # Offices and relations

    async def _ask_holder(self, number: int, span: Span, words: str) -> None:
        async def with_person(person: Pick) -> None:
            await self._pick_entity(
                f"{words} of what? Esc: of nothing", lambda body: record(person, body), "ORG"
            )

        def record(person: Pick, body: Pick) -> None:
            from store import AddOffice

            def acts(views: Views) -> list[AnyAct]:
                holder, of = picked_entity(views, person), picked_entity(views, body)
                return [AddOffice(holder, words, of, words_of_article(views, number, span))]

            self._corrector.record(acts)

        await self._pick_entity(f"Who is “{words}”?", with_person)

    async def _ask_subject(self, number: int, span: Span, words: str) -> None:
        async def with_subject(subject: Pick) -> None:
            await self._pick_entity(
                f"{subject.words} “{words}” whom or what?", lambda other: record(subject, other)
            )

        def record(subject: Pick, other: Pick) -> None:
            from store import AddRelation

            def acts(views: Views) -> list[AnyAct]:
                first, second = picked_entity(views, subject), picked_entity(views, other)
                span_ref = words_of_article(views, number, span)
                return [AddRelation(first, words, second, span_ref)]

            self._corrector.record(acts)

        await self._pick_entity(f"Who or what “{words}” somebody?", with_subject)


def _known(opened: OpenedArticle) -> tuple[list[Span], list[Span]]:
    """The ranges of mentions and dates, which are no missed names, and those of sentences."""
    from store import Span

    reading = opened.reading
    if reading is None:
        return [], []
    taken = [Span(m.start, m.end) for entity in reading.entities for m in entity.mentions]
    taken += [Span(time.start, time.end) for time in reading.times]
    return taken, list(reading.sentences)
