"""``python -m helpers`` is the command line."""

from helpers.cli import main

# A process started for a notebook imports this module under another name.
if __name__ == "__main__":
    main()
