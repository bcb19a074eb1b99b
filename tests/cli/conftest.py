"""What the tests of the command share."""

from pathlib import Path

import pytest

from command import good, site


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return site(tmp_path / "site", index=good("Home"), about=good("About"))
