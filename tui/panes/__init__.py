"""The panes of the main screen."""

from __future__ import annotations
