"""Write the pages of `docs/publish/reference/` that are generated from the code.

    python tools/gen_docs.py            write the pages that changed
    python tools/gen_docs.py --check    write nothing; exit 1 and name the pages that differ

The pages are committed, so that a review shows how a change of the code affects users.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from docgen.act_rules import act_rules_page
from docgen.command_line import command_line_page
from docgen.configuration import configuration_page, configuration_schema
from docgen.conformance import wcag_coverage_page
from docgen.dependencies import dependencies_page
from docgen.report import report_page
from docgen.rules import axe_page, rule_page, rules_index
from docgen.scripts import minified_scripts
from docgen.sources import REFERENCE, ROOT, SCHEMA

from a11ycheck.rules import own_rules


def pages() -> dict[Path, str]:
    """Return the text of every generated page, by its path."""
    rules = {REFERENCE / "rules" / f"{rule.id}.md": rule_page(rule) for rule in own_rules()}
    return {
        REFERENCE / "command-line.md": command_line_page(),
        REFERENCE / "configuration.md": configuration_page(),
        REFERENCE / "dependencies.md": dependencies_page(),
        REFERENCE / "report.md": report_page(),
        REFERENCE / "act-rules.md": act_rules_page(),
        REFERENCE / "wcag-coverage.md": wcag_coverage_page(),
        REFERENCE / "rules" / "index.md": rules_index(),
        REFERENCE / "rules" / "axe.md": axe_page(),
        SCHEMA: configuration_schema(),
        **rules,
        **minified_scripts(),
    }


def differing(wanted: Mapping[Path, str]) -> list[Path]:
    """Return the pages whose file is outdated, and pages of rules that do not exist."""
    changed = [path for path, text in wanted.items() if _read(path) != text]
    return changed + sorted(set((REFERENCE / "rules").glob("*.md")) - set(wanted))


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 if pages differ"
    )
    check = parser.parse_args(arguments).check
    wanted = pages()
    stale = differing(wanted)
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {_verb(path in wanted, check=check)}")
        if not check:
            _bring_up_to_date(path, wanted.get(path))
    if check and stale:
        print("Run `make docs`, review the changes, and commit them.", file=sys.stderr)
    return int(check and bool(stale))


def _verb(is_wanted: bool, *, check: bool) -> str:  # noqa: FBT001 - one caller, and plain there
    if check:
        return "is outdated" if is_wanted else "belongs to no rule"
    return "written" if is_wanted else "removed, since it belongs to no rule"


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _bring_up_to_date(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(scratch).chmod(0o644)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    sys.exit(main())
