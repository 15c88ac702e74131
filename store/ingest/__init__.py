"""Drives intake and extract, and puts what they make into the store."""
