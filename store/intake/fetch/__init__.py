"""The one place that opens a network: links become answers, within limits.

Nothing here runs unless somebody asked for a link; the dashboard never loads it. A link is
checked when it is read (`intake.links`), the address when it is connected to (`transport`), the
answer while it comes (`client`), and the host's wishes before each page (`robots`).
"""
