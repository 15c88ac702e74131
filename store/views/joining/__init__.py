"""Joins the events of several articles that are one event."""
