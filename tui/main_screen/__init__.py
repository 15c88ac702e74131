"""The main screen and the parts that it holds."""

from __future__ import annotations
