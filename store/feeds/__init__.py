"""Feeds and folders that are followed, and what is known of each feed."""
