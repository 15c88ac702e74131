"""`dateline doctor`: what is wrong with the terminal, the machine or the store, and the cure."""
