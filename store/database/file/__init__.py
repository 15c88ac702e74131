"""The journal's file: its lines, its commits, and what lies behind the last of them."""
