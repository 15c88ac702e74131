"""What a user sees and types: the command line and the dashboard."""
