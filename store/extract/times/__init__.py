"""Time expressions: found as TIMEX3, resolved to days, and explained."""
