"""Exports of a selection: JSON records of articles, entities and events."""
