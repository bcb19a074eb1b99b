"""Run the console blocks of the README, the tutorials and the how-to guides.

    python tools/console_blocks.py [PAGE …]            replace outputs that are not true any more
    python tools/console_blocks.py --check [PAGE …]    change nothing; exit 1 and show the differences

`tools/consoles` describes the comments by which a page tells what its commands need.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from consoles import Console, Run, Session, differences, regenerated, steps_of

ROOT = Path(__file__).resolve().parents[1]
PUBLISH = ROOT / "docs" / "publish"
TUTORIAL = PUBLISH / "tutorial.md"


def pages() -> list[Path]:
    """Return the pages whose blocks are run."""
    guides = sorted(PUBLISH.glob("how-to/*.md"))
    return [ROOT / "README.md", TUTORIAL, *sorted(PUBLISH.glob("tutorial-*.md")), *guides]


def runs(page: Path) -> Iterator[tuple[Console, list[Run]]]:
    """Run a page from top to bottom; yield each block with what its commands did."""
    with (
        tempfile.TemporaryDirectory(prefix="console-", ignore_cleanup_errors=True) as folder,
        closing(Session(Path(folder).resolve(), steps_of(TUTORIAL))) as session,
    ):
        for step in steps_of(page):
            done = list(session.do(step))
            if isinstance(step, Console):
                yield step, done


def problems(page: Path) -> Iterator[str]:
    """Yield what is not true in a page: file, line, command, difference."""
    name = page.relative_to(ROOT) if page.is_relative_to(ROOT) else page
    for _, done in runs(page):
        for run in done:
            place = f"{name}:{run.command.line}: $ {run.command.text}"
            if run.mistake:
                yield f"{place}\n{run.mistake}"
            elif run.command.output and run.output is not None:
                changed = differences(run.command.output, run.output)
                if changed:
                    yield "\n".join([place, *changed])


def rewrite(page: Path) -> list[int]:
    """Replace the outputs of a page that differ; return the lines of their commands."""
    lines = page.read_text(encoding="utf-8").split("\n")
    changed: list[int] = []
    for block, done in reversed(list(runs(page))):
        for run in reversed(done):
            shown = run.command.output
            if not shown or run.output is None or not differences(shown, run.output):
                continue
            start = run.command.line + run.command.text.count("\n")
            new = [f"{block.indent}{line}".rstrip() for line in regenerated(shown, run.output)]
            lines[start : start + len(shown)] = new
            changed.insert(0, run.command.line)
    if changed:
        page.write_text("\n".join(lines), encoding="utf-8")
    return changed


def main() -> int:
    """Check or rewrite the pages; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="default: all pages")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if it differs")
    options = parser.parse_args()
    code = 0
    for page in [path.resolve() for path in options.pages] or pages():
        if not options.check:
            for line in rewrite(page):
                print(f"{page.relative_to(ROOT)}:{line}: replaced the output")
        for problem in problems(page) if options.check else ():
            print(problem, end="\n\n")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
