"""Finds names, offices and words for the search box."""
