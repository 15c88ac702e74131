"""Commands that put sources side by side, and that list stories."""

from __future__ import annotations

from collections.abc import Iterator

from tui.plain.lists import PAGE, row_text
from tui.plain.state import Listing, PlainState
from tui.view_model.comparing import (
    highlighted_words,
    section_names,
    sentence_head,
    sides_of,
    summary,
    verdict_words,
)
from tui.view_model.dates import format_date
from tui.view_model.state import story_key
from tui.view_model.voices import voices_of, voices_page


class PlainComparing:
    """What several sources report, and where they differ."""

    def __init__(self, state: PlainState) -> None:
        self._state = state

    def stories(self, _: str = "") -> Iterator[str]:
        """List the stories; the number of one shows only its articles."""
        headings = self._state.views.stories.headings(self._state.view.filter_of("articles"))
        self._state.listing = Listing("spans", headings)
        for number, heading in enumerate(headings, 1):
            if heading.story is not None:
                self._state.names[story_key(str(heading.story))] = heading.label
            days = format_date(heading.from_, heading.to, "day") if heading.from_ else ""
            words = ", ".join(filter(None, (heading.label, days)))
            yield f"{number}. {words}: {heading.shown} of {heading.total}"
        if not headings:
            yield "No articles here."

    def voices(self, said: str) -> Iterator[str]:
        """Say who reports an event, and what they disagree on."""
        row, opened = self._state.row(said), self._state.opened
        if row is not None and self._state.listing.pane == "timeline":
            row_id = row.id
        elif not said and opened is not None and opened.event is not None:
            row_id = opened.event.id
        else:
            yield "Name a row of the timeline, or open one."
            return
        found = voices_of(self._state.views, row_id)
        if found is None:
            yield "This event is not in the store any more. Type timeline for what there is."
            return
        above, pairs = voices_page(found)
        for paragraph in (*above, *(each for pair in pairs for side in pair for each in side)):
            yield "".join(text for text, _ in paragraph)

    def compare(self, said: str) -> Iterator[str]:
        """Compare two sources, tags or periods, with a bar between them."""
        one, bar, other = said.partition("|")
        if not (bar and one.strip() and other.strip()):
            yield "Type compare A | B: two sources, periods or queries."
            return
        state = self._state
        sides = sides_of(state.view.filter, one, other)
        found = state.views.comparison(sides.one, sides.other).events(minor=state.view.minor)
        yield summary(found, sides)
        for name, numbers in section_names(found, sides):
            yield f"{name}:"
            for number in numbers[:PAGE]:
                event = state.views.comparison(sides.one, sides.other).event(number)
                yield row_text("timeline", event.row)
                if numbers is not found.both:
                    continue
                words = verdict_words(event.first, event.voice, event.is_one_voice, sides)
                yield from filter(None, [words])
                for side in (event.one, event.other):
                    yield from (f"{sentence_head(each)}: {each.text}" for each in side[:1])
                    yield from (
                        f"only here: {words}" for words in [highlighted_words(side)] if words
                    )
            if len(numbers) > PAGE:
                yield f"and {len(numbers) - PAGE} more; dateline compare lists them all."
