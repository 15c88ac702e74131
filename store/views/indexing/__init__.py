"""Brings the index, a file of SQLite, to the state of the journal."""
