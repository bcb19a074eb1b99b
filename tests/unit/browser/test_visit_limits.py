"""The limits of a visit, without a browser."""

import subprocess
import sys
from pathlib import Path

import pytest

from a11ycheck.browser import visit_limits as limits
from a11ycheck.errors import BrowserError


def test_the_end_of_a_visit_limits_each_command() -> None:
    found = limits.VisitLimits(None)
    later = found.deadline(100)

    found.begin(10)

    assert found.deadline(100) < later - 80
    assert found.deadline(1) < found.deadline(5) < found.deadline(100)


def test_data_is_counted_for_each_page() -> None:
    found = limits.VisitLimits(None)
    half = {"requestId": "1", "dataLength": limits.MAX_DOCUMENT_MIB << 19}
    found.note("Network.requestWillBeSent", {"requestId": "1", "type": "Document"})
    found.note("Network.dataReceived", half)
    found.note("Network.dataReceived", half)
    found.reset()

    found.note("Network.dataReceived", half)

    assert found.document_bytes == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no /proc")
def test_the_memory_of_each_process_of_the_browser_is_limited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MEMORY_SECONDS", 0.0)
    holds = "import sys; held = b'x' * (64 << 20); print(flush=True); sys.stdin.read()"
    start = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    with subprocess.Popen(
        [sys.executable, "-c", start, holds], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        parent.stdout.readline()
        found = limits.VisitLimits(parent.pid)
        found.next_look()
        found.next_look()

        monkeypatch.setattr(limits, "MAX_MEMORY_MIB", 60)
        with pytest.raises(BrowserError, match="the browser needs more than 60 MiB for it"):
            found.next_look()

        assert parent.stdin
        parent.stdin.close()
