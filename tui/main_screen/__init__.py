"""The main screen and the parts that it holds.

`screen` is the screen itself: it composes the widgets, runs commands and passes messages on.
`parts` makes the parts, one attribute each, and `sizing` sets the layout of a terminal's size. Each
other module is a part with one subject. A part gets what it uses when it is made: the host (what
the screen does for all of them) and other parts.
"""
