"""Watching feeds and folders."""
