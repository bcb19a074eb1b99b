"""The commands that this package adds to `a11ycheck`."""
