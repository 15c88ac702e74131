"""Corrections as the views apply, preview and list them."""
