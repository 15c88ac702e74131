"""An open journal: its versions, reading one, writing the next, following them."""
