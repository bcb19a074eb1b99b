"""Modules that an extension loads when it is set up: more would make every build slower."""

import subprocess
import sys

import pytest

HEAVY = {
    "a11ycheck.api",
    "a11ycheck.collect",
    "a11ycheck.config",
    "a11ycheck.rules",
    "furo_light.offline.make",
    "furo_light.optimise.run",
    "furo_light.theme.build",
    "lxml",
    "selenium",
}


@pytest.mark.parametrize(
    ("extension", "others"),
    [("a11ycheck.sphinxext", {"furo_light"}), ("furo_light.extension", set())],
)
def test_an_extension_does_not_load_what_it_may_not_need(extension: str, others: set[str]) -> None:
    script = f"import sys, {extension}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert not (HEAVY | others) & set(done.stdout.split())
