"""When, where, and according to whom."""
