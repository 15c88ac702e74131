"""Whose a name is: the mentions of one thing, the bodies of a country, and their keys."""
