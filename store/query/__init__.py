"""The search language: text becomes a tree."""
