"""`python -m tui.cli`: how the dashboard starts its helper processes."""

from tui.cli.start import main

if __name__ == "__main__":
    main()
