"""What a web page holds: its article's text, dates, title, author and site."""
