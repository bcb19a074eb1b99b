"""Let short texts in six languages be recognised, and print which was taken for which.

The texts are translations of interface words, and their English originals, from catalogues that
packages of others bring (`catalogues.py` names them): three words and more, of 16 to 120 letters in
the language's script. The exit code is 0 where at least 98 % of what is decided is right and at
most 15 % stays undecided, else 1.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Mapping

from catalogues import LANGUAGES, originals, sample, texts

from a11ycheck.language import count_scripts, identify

__all__ = ["main"]

SCRIPTS = {"ar": "arab", "ckb": "arab", "fa": "arab", "ur": "arab", "kmr": "latn", "en": "latn"}
RIGHT, UNDECIDED = 0.98, 0.15
LETTERS = range(16, 121)
WORDS = 3
OPEN = "?"


def pool(language: str) -> Mapping[str, str]:
    """Return the texts of a language that are sentences or phrases in its script."""
    found = originals() if language == "en" else texts(language)
    return {text: package for text, package in found.items() if _is_text(text, SCRIPTS[language])}


def _is_text(text: str, script: str) -> bool:
    counts = count_scripts(text)
    return (
        counts.get(script, 0) in LETTERS
        and set(counts) == {script}
        and text.count(" ") >= WORDS - 1
    )


def main() -> int:
    """Print the confusion table and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=150, help="Texts of each language.")
    parser.add_argument("--seed", type=int, default=1, help="Another choice of texts.")
    parser.add_argument("--show", action="store_true", help="Print what was taken for another.")
    options = parser.parse_args()
    table: Counter[tuple[str, str]] = Counter()
    packages: Counter[str] = Counter()
    seconds = 0.0
    for language in SCRIPTS:
        known = pool(language)
        for text in sample(known, options.count, options.seed):
            begin = time.perf_counter()
            found = identify(text).language or OPEN
            seconds += time.perf_counter() - begin
            table[language, found] += 1
            packages[known[text]] += 1
            if options.show and found not in {language, OPEN}:
                print(f"{language} taken for {found}: {text}")
    return _report(table, packages, seconds)


def _report(table: Counter[tuple[str, str]], packages: Counter[str], seconds: float) -> int:
    languages = list(SCRIPTS)
    others = sorted({found for _, found in table} - {*languages, OPEN})
    heads = [*languages, *others, OPEN]
    print(
        "text is in  taken for " + "".join(f"{head:>6}" for head in heads) + "   right  undecided"
    )
    for language in languages:
        row = {head: table[language, head] for head in heads}
        decided = sum(row.values()) - row[OPEN]
        share = row[language] / decided if decided else 0
        cells = "".join(f"{row[head] or '':>6}" for head in heads)
        print(f"{language:<22}{cells}{share:>8.1%}{row[OPEN] / max(1, sum(row.values())):>11.1%}")
    total = table.total()
    undecided = sum(count for (_, found), count in table.items() if found == OPEN)
    right = sum(table[language, language] for language in languages) / (total - undecided)
    print(f"{total} texts of {len(LANGUAGES)} catalogues' languages and English; from", end=" ")
    print(", ".join(f"{name} {count}" for name, count in packages.most_common()))
    print(f"right where it decides {right:.1%}, undecided {undecided / total:.1%}", end="")
    print(f", {1000 * seconds / total:.2f} ms for a text")
    return 0 if right >= RIGHT and undecided <= UNDECIDED * total else 1


if __name__ == "__main__":
    sys.exit(main())
