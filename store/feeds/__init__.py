"""Feeds and folders that are watched, and the state of each feed."""
