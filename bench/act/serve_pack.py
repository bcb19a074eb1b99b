"""Measure a11ycheck on a folder of ACT test cases: serve it, run `run.py`, and print W3C's table.

The folder has `testcases.json`, `serve.py` and `consistency.py`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RUN = Path(__file__).with_name("run.py")


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pack", type=Path, help="folder of the test cases")
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="an ACT rule")
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep the outcomes: JSON lines")
    parser.add_argument("-v", "--verbose", action="store_true", help="list wrong test cases")
    options = parser.parse_args()
    testcases = json.loads((options.pack / "testcases.json").read_text("utf-8"))["testcases"]
    only = [option for rule in options.only for option in ("--only", rule)]
    shown = [option for rule in options.only for option in ("--rule", rule)]
    shown += ["-v"] if options.verbose else []
    server = subprocess.Popen(
        [sys.executable, options.pack / "serve.py"], stdout=subprocess.PIPE, text=True
    )
    try:
        base = server.stdout.readline().strip() if server.stdout else ""
        with tempfile.TemporaryDirectory(prefix="act-") as folder:
            cases = Path(folder, "cases.json")
            out = options.out or Path(folder, "outcomes.jsonl")
            cases.write_text(
                json.dumps(
                    [
                        {
                            "testcaseId": case["testcaseId"],
                            "ruleId": case["ruleId"],
                            "url": base + case["relativePath"],
                        }
                        for case in testcases
                    ]
                ),
                "utf-8",
            )
            subprocess.run([sys.executable, RUN, cases, out, *only], check=True)
            table = [sys.executable, options.pack / "consistency.py", *shown]
            names = ["--testcases", options.pack / "testcases.json", "--results", out]
            return subprocess.run([*table, *names], check=False).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
