"""Run `a11ycheck`, and write the processor time of its own process: `own_time.py OUT audit …`."""

import resource
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run the rest of the command line as a11ycheck does."""
    output = Path(sys.argv[1]).absolute()
    sys.argv = ["a11ycheck", *sys.argv[2:]]
    try:
        runpy.run_module("a11ycheck", run_name="__main__", alter_sys=True)
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        output.write_text(str(used.ru_utime + used.ru_stime), encoding="ascii")


if __name__ == "__main__":
    main()
