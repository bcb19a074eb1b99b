"""List what a rule on the source finds in the corpus, with its lines, for a person to judge.

The default rule is `image-alt-in-source`. The judgements are in `bench/README.md`. The exit code is 1 if a
finding is not in `bench/false_positives.txt`, the list of judged findings, or if one of these is missing.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from corpus_builds import NAMES, build, copy_sources, missing

from a11ycheck.evaluate import judge
from a11ycheck.locate import read_map
from a11ycheck.model import PageEvidence, SourceRule, joined_messages
from a11ycheck.rules import by_id

JUDGED = Path(__file__).with_suffix(".txt")


def found_by(rule_id: str, name: str, folder: Path) -> list[tuple[str, str]]:
    """Return what a rule finds in a project: "name file:line", and the line's text with the message."""
    rule = by_id(rule_id)
    if not isinstance(rule, SourceRule):
        sys.exit(f"There is no rule {rule_id} on the source.")
    site = folder / "html" / name
    build(copy_sources(name, folder), site, extension=True)
    source_map, problem = read_map(site)
    if source_map is None:
        sys.exit(str(problem) if problem else f"{site} has no source map.")
    pages = [PageEvidence(page=page, source=source_map.facts(page)) for page in source_map.pages]
    found = {}
    for item in judge(pages, [rule], {}).assertions:
        if item.source is not None:
            message = joined_messages(item.messages)
            key = f"{name} {item.source.file}:{item.source.line}"
            found[key] = f"{item.snippet}\n    {message}"
    facts = sum(fact.kind is rule.source_kind for page in pages for fact in page.source or ())
    print(f"{name}: {len(found)} findings in {facts} source elements", flush=True)
    return sorted(found.items())


def main() -> int:
    """Print the list and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rule", nargs="?", default="image-alt-in-source")
    options = parser.parse_args()
    if problem := missing():
        sys.exit(problem)
    seen = set()
    with tempfile.TemporaryDirectory(prefix="false-positives-") as folder:
        for name in NAMES:
            for where, text in found_by(options.rule, name, Path(folder)):
                print(f"  {where}\n    {text}")
                seen.add(f"{options.rule} {where}")
    lines = JUDGED.read_text("utf-8").splitlines() if JUDGED.is_file() else []
    judged = {line for line in lines if line.startswith(f"{options.rule} ")}
    for where in sorted(seen - judged):
        print(f"not judged yet: {where}")
    for where in sorted(judged - seen):
        print(f"gone: {where}")
    return 0 if seen == judged else 1


if __name__ == "__main__":
    sys.exit(main())
