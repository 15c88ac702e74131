"""The private names of Textual that dateline uses, and why. There are no others.

`textual._xterm_parser.XTermParser` and its `_sequence_to_key_events`
    Used by `EscapeParser` below. On a slow line, Escape and the next key arrive in one read.
    Textual takes them for Alt with that key, or for the character that Alt types on a Mac (`™` for
    Alt+2), and its event no longer says which key it was. There is no public parser.
    Proposal: a public `textual.parser` module, and an option of the driver that reads Escape
    followed by a character as two keys.

`textual.app.App._fatal_error`
    Overridden in `tui.app`. Textual prints the traceback of an error with the values of local
    variables, and so the text of articles, to the terminal. There is no option for it.
    Proposal: a public method `App.render_traceback(error)` that returns what is printed, or an
    attribute `App.TRACEBACK_SHOW_LOCALS`.

`textual.screen.Screen._compositor_refresh`
    Overridden in `tui.main_screen.screen`. In `App.batch_update`, Textual renders the whole screen
    at every change of the layout, and sends none of it: 6 ms of a start. Without the override all
    is the same, but slower.
    Proposal: `Screen._refresh_layout` renders at the end of the batch only.

`textual._styles_cache.StylesCache.get_inner_outer`
    Its cache is emptied by `release_removed_widgets` below. It is an `lru_cache` of a method, so
    that it keeps all rendered lines of the last thousand widgets that were removed: 70 MB after 200
    searches.
    Proposal: a cache of a static method (https://github.com/Textualize/textual/issues/6665).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable

from textual import events
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser

_ESCAPE = "\x1b"
_BEGINS_SEQUENCE = frozenset("[]NOPX^_\\")
"""Characters that begin a longer sequence after an Escape (ECMA-48, 5.3)."""


class EscapeParser(XTermParser):
    """Textual's parser of terminal input, which reads Escape and a character as two keys."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if len(sequence) == 2 and sequence[0] == _ESCAPE:
            alt = sequence[1].isprintable() and sequence[1] not in _BEGINS_SEQUENCE
            sequence = sequence[1] if alt else sequence
        if alt:
            yield events.Key("escape", _ESCAPE)
        yield from super()._sequence_to_key_events(sequence)


def release_removed_widgets() -> None:
    """Let go of widgets that were removed, such as those of a closed dialog, and of their lines.

    They refer to each other, and Python alone would find them several dialogs later. To look for
    them takes 10 to 20 ms with 100,000 articles.
    """
    StylesCache.get_inner_outer.cache_clear()
    gc.collect()
