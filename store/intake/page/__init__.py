"""Extracts an article from a web page: its text, dates, title, author and site."""
