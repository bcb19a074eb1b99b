"""Settings of property tests."""

from hypothesis import settings

# The same examples on every machine, no files left behind, no time limit per example.
settings.register_profile("unit", deadline=None, derandomize=True, database=None)
settings.load_profile("unit")
