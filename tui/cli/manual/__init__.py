"""The manual: its tables, `dateline help`, the man page and the completion of shells."""
