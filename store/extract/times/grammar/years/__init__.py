"""Years and their parts: decades, seasons, quarters, the periods of reports."""
