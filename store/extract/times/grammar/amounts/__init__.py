"""Numbers of units: durations, what is counted off, what recurs."""
