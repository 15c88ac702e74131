"""Fetches links, within limits. This is the only package that uses the network.

Nothing here runs unless the user asked for a link, and the dashboard never loads it. Each step has
its check: links are checked when parsed (`intake.links`), addresses when connecting (`transport`),
answers while they arrive (`client`), and robots.txt before each page (`robots`).
"""
