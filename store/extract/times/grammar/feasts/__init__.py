"""Named days, and the calendars that they go by."""
