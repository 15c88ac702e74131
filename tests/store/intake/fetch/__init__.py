"""Fetching, from a real server on this machine."""
