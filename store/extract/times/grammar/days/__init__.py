"""Days of the calendar: dates, weekdays, and days told by their month."""
