"""What a build loads that asks for nothing but a source map: the rest would make every build slower."""

import subprocess
import sys

HEAVY = (
    "a11ycheck.api",
    "a11ycheck.collect",
    "a11ycheck.config",
    "a11ycheck.light.offline",
    "a11ycheck.rules",
    "a11ycheck.sphinxext.theme.build",
    "lxml",
    "selenium",
)


def test_the_extension_does_not_load_what_it_may_not_need() -> None:
    script = "import sys, a11ycheck.sphinxext; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert not set(HEAVY) & set(done.stdout.split())
