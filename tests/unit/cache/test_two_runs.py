"""Two runs may use one cache at the same time: neither fails, and neither loses what the other stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from a11ycheck.cache import CacheDatabase, EvidenceCache, cache_info
from a11ycheck.model import Page, PageEvidence, Request

COUNT = 150

# Reads, writes and evicts as a run does, `COUNT` pages with one key.
RUN = f"""
import sys
from pathlib import Path
from a11ycheck.cache import CacheDatabase, EvidenceCache
from a11ycheck.model import Page, PageEvidence, Request

folder, key, max_bytes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
database = CacheDatabase(folder, max_bytes=max_bytes)
cache = EvidenceCache(database, key)
print("ready", flush=True)
sys.stdin.readline()
shared = tuple(Request(url=f"/{{number}}.css", kind="stylesheet") for number in range(100))
for number in range({COUNT}):
    page = Page(path=f"{{number}}.html", url="")
    if cache.get(page, lambda _url: "") is None:
        own = Request(url=f"/{{number}}.html", kind="document")
        evidence = PageEvidence(page=page.path, requests=(own, *shared), passed=(key,))
        cache.put(page, evidence, {{}}, browser="")
cache.evict()
database.close()
"""


def run_together(folder: Path, *keys: str, max_bytes: int = 1 << 30) -> list[str]:
    """Run one process for each key, all at the same time, and return what they print to stderr."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(folder), key, str(max_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for key in keys
    ]
    for run in runs:
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin
        run.stdin.write("go\n")
        run.stdin.flush()
    errors = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0 for _ in runs]
    return errors


def stored(folder: Path, key: str) -> list[PageEvidence]:
    database = CacheDatabase(folder)
    cache = EvidenceCache(database, key)
    pages = (Page(path=f"{number}.html", url="") for number in range(COUNT))
    found = [cache.get(page, lambda _url: "") for page in pages]
    database.close()
    return [item.evidence for item in found if item]


def test_both_find_everything_that_both_stored(tmp_path: Path) -> None:
    assert run_together(tmp_path, "one", "two", "one") == ["", "", ""]

    for key in ("one", "two"):
        evidence = stored(tmp_path, key)
        assert [item.page for item in evidence] == [f"{number}.html" for number in range(COUNT)]
        assert {item.passed for item in evidence} == {(key,)}
        assert all(Request(url="/7.css", kind="stylesheet") in item.requests for item in evidence)
    assert cache_info(tmp_path).settings == 2


def test_one_may_evict_what_the_other_stored(tmp_path: Path) -> None:
    run_together(tmp_path, "before")

    assert run_together(tmp_path, "one", "two", max_bytes=1) == ["", ""]

    for key in ("one", "two"):
        for evidence in stored(tmp_path, key):
            assert evidence.passed == (key,)
            assert len(evidence.requests) == 101
    assert stored(tmp_path, "before") == []
