"""Exports of a selection: the records, and a writer for each format."""
