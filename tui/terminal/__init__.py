"""The terminal: what it can do, how it is drawn to, and how the dashboard ends with it."""

from __future__ import annotations
