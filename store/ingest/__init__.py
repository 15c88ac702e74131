"""Imports: runs intake and extraction, and stores the results."""
