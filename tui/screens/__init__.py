"""Whole screens: `desk/`, the main one; `boxes/`, which open over it; the curtain before both."""
