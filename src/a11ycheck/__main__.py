"""`python -m a11ycheck`."""

import sys

from a11ycheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
