"""Feeds and folders that are looked at again and again, and what is known of each feed."""
