"""Intake turns bytes into articles: parsing formats, cleaning text, and dating articles."""
