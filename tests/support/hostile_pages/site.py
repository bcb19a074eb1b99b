"""Write cases as a site, under names whose order is random."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from hostile_pages.case import Case

__all__ = ["case_name", "write_site"]

# Pages are visited by size, then by name: equal sizes leave the order to the names.
_SIZE = 64_000
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
_STYLE = "body { font: 1rem/1.5 sans-serif; color: #000; background: #fff }\n"
_PLACEHOLDER = re.compile(r"%(?:PAGE:([a-z0-9-]+)|SELF|STEM|TITLE|ELSEWHERE)%")
_RANK = re.compile(r"^(?:.*/)?\d{4}-([a-z0-9-]+)(?:\.x?html)?(?:[?#].*)?$")


def case_name(page: str) -> str:
    """Return the name of the case that a page in a report is."""
    match = _RANK.match(page)
    return match[1] if match else page


def write_site(
    folder: Path, cases: Iterable[Case], seed: str, elsewhere: str
) -> Mapping[str, Case]:
    """Write pages in random order; return the cases by the names of their files.

    `elsewhere` is the host and port that no page may reach.
    """
    shuffled = list(cases)
    Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    names = {case.name: f"{rank:04}-{case.name}{case.suffix}" for rank, case in enumerate(shuffled)}
    (folder / "_static").mkdir(parents=True)
    (folder / "dot.png").write_bytes(_DOT)
    (folder / "style.css").write_text(_STYLE, encoding="utf-8")
    for case in shuffled:
        name = names[case.name]
        stem = name.removesuffix(case.suffix)

        def value(
            match: re.Match[str], case: Case = case, name: str = name, stem: str = stem
        ) -> str:
            if match[1]:
                return names.get(match[1], "missing-page.html")
            words = {
                "SELF": name,
                "STEM": stem,
                "TITLE": f"Page {case.name}",
                "ELSEWHERE": elsewhere,
            }
            return words[match[0].strip("%")]

        (folder / name).write_bytes(_padded(_filled(case.content, value)))
        for suffix, content in case.files.items():
            (folder / f"{stem}.{suffix}").write_bytes(_filled(content, value))
    return {names[case.name]: case for case in shuffled}


def _filled(content: str | bytes, value: object) -> bytes:
    if isinstance(content, bytes):
        return re.sub(
            _PLACEHOLDER.pattern.encode(),
            lambda match: _PLACEHOLDER.sub(value, match[0].decode()).encode(),  # type: ignore[arg-type]
            content,
        )
    return _PLACEHOLDER.sub(value, content).encode()  # type: ignore[arg-type]


def _padded(content: bytes) -> bytes:
    """Return a page of the common size, if it is not longer; line ends after the last tag change nothing."""
    is_wide = content.startswith(b"\xff\xfe")
    filler = b"\n\0" if is_wide else b"\n"
    return content + filler * ((_SIZE - len(content)) // len(filler)) if content else content
