"""What the dashboard shows, without Textual: the view state, snapshots, lines and texts."""

from __future__ import annotations
