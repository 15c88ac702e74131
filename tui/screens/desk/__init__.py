"""The main screen, a subject a file. Each is a class that knows only those before it:

`frame` bars, panes and focus; no news in it yet
`telling` asks the archive for the story of the place where we are, and shows it
`following` the other panes show what the cursor stands on
`finding` commands that lead to another place on the trail
`timing`, `reading`, `news`, `returning` beside each other: time, what is opened, what comes in,
    where she left
`desk` all of them, and the key table
"""
