"""The public API of the storage and reading layers: the names that `tui` may import.

`__init__.pyi` lists each name with its module, for type checkers and for this module alike.
Importing `store` loads none of them. Each is loaded on first use, so `dateline --help` does not pay
for spaCy, and the dashboard never loads it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

_LISTED = Path(__file__).with_suffix(".pyi").read_text("utf-8").splitlines()
_MODULES: dict[str, str] = {
    words[-1]: words[1]  # from MODULE import NAME as NAME
    for words in map(str.split, _LISTED)
    if words[:1] == ["from"]
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use.

    Raises:
        AttributeError: The name is not listed in `__init__.pyi`.
    """
    if name not in _MODULES:
        raise AttributeError(f"module 'store' has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(_MODULES)
