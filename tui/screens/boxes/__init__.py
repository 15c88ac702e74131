"""Boxes that open over the main screen: each is dismissed with what was chosen, or None."""
