"""Where each document lies in the file: on disk and disposable, or in memory."""
