"""Record what Chromium measures on the fixtures of the rules: tests/rules/<rule>/facts.json.

Run it after a probe or a fixture has changed, and review the difference before you commit it.
"""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(
        pytest.main(["tests/rules", "-m", "browser", "-p", "no:cacheprovider", "--record-facts"])
    )
