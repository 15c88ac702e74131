"""What can go wrong with the index. Nothing of it is the only copy of anything."""

from __future__ import annotations

from store.trouble import Trouble


class ViewsTrouble(Trouble):
    """The index could not be written; the store itself is as it was."""
