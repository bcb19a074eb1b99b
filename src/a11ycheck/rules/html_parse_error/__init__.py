"""One rule: see `rule.py`."""
