"""Rows judged by readers: packets for them, and what their verdicts say."""
