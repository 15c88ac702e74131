"""What stands in for parts of Textual that dateline does not use, while Textual is imported.

Its command palette loads the inputs, lists and buttons that it consists of, and its module of types
loads trees and selects: an eighteenth of what is done before the first paint. dateline has a
palette of its own, and loads inputs when a dialog needs one. Python has what Textual and msgspec
take from `typing_extensions`.
"""

from __future__ import annotations

import typing
from collections.abc import Buffer, Callable, Mapping


class _Unused:
    """A class of Textual's command palette."""


COMMANDS: Mapping[str, object] = dict.fromkeys(
    (
        "CommandListItem",
        "CommandPalette",
        "DiscoveryHit",
        "Hit",
        "Hits",
        "Provider",
        "SimpleProvider",
    ),
    _Unused,
)
"""Names in `textual.command`."""

TYPES: Mapping[str, object] = {"CallbackType": Callable, "IgnoreReturnCallbackType": Callable}
"""Names in `textual.types`."""

TYPING: Mapping[str, object] = {
    name: getattr(typing, name)
    for name in (
        "Coroutine",
        "Final",
        "Literal",
        "NotRequired",
        "ParamSpec",
        "Protocol",
        "Required",
        "Self",
        "TypeAlias",
        "TypeGuard",
        "TypedDict",
        "get_args",
        "get_type_hints",
        "runtime_checkable",
    )
} | {"Buffer": Buffer}
"""Names in `typing_extensions`."""
