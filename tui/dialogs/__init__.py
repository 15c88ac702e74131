"""The dialogs: screens over the main screen that end with a choice."""

from __future__ import annotations
