"""Bytes become articles: reading of formats, cleaning, and the article's own date."""
