"""The language in which reports for people are written: English, or one that has catalogues here.

Catalogues are gettext's: `report.po` has the words of the reports, `rules.po` the titles and messages of
our own rules, `axe.po` those of axe, `notices.po` what is said of pages that were not tested, and
`criteria.po` the names of WCAG's success criteria. A message holds what was found, so it is looked up by
its pattern: `The title "{title}" …` in ours, `… ${data.values}` in axe's.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from pathlib import Path
from typing import Final

from a11ycheck.language import compiled, originals, primary_subtag, text_direction
from a11ycheck.wcag import Criterion

__all__ = [
    "LANGUAGES",
    "Words",
    "criterion_name",
    "plural",
    "say",
    "speaking",
    "spoken",
    "translate",
]

LANGUAGES: Final = ("en", "ar", "ckb")
"""Languages in which reports can be written."""

_CATALOGUES: Final = ("report", "rules", "axe", "notices")
_WITH_MESSAGES: Final = ("rules", "axe", "notices")
# A criterion's name can be a word that means something else in a report, such as "Help".
_CRITERIA: Final = "criteria"
_PLACE: Final = re.compile(r"\$\{[^}]+\}|\{[^{}]+\}")
# A comma between the parts of a list, and none within quotation marks.
_COMMA: Final = re.compile(r', (?=(?:[^"“”]|"[^"]*"|“[^”]*”)*$)')
_BETWEEN: Final = "; "
"""What stands between messages that axe gave for one element, and between the faults of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language."""

    code: str
    catalogue: NullTranslations
    criteria: NullTranslations = field(default_factory=NullTranslations)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr"."""
        return text_direction(self.code) or "ltr"


_ENGLISH: Final = Words(code="en", catalogue=NullTranslations())
_SPOKEN: ContextVar[Words] = ContextVar("words of reports", default=_ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write what is rendered within in a language; English for "" and for one without catalogues."""
    token = _SPOKEN.set(_words(primary_subtag(language)))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Words:
    """Return the words that are in use."""
    return _SPOKEN.get()


def translate(message: str, /, **values: object) -> str:
    """Return a text of a report; `{name}` in it stands for a value."""
    text = _SPOKEN.get().catalogue.gettext(message) if message else ""
    return text.format_map(values) if values else text


def plural(one: str, many: str, number: int) -> str:
    """Return a text with `{number}` in the form that the language has for that number."""
    return _SPOKEN.get().catalogue.ngettext(one, many, number).format(number=f"{number:,}")


def criterion_name(criterion: Criterion) -> str:
    """Return the name of a success criterion of WCAG."""
    return _SPOKEN.get().criteria.gettext(criterion.name)


def say(message: str) -> str:
    """Return a title or message of a rule, a reason or a notice; as it is where the language has none."""
    words = _SPOKEN.get()
    return message if words is _ENGLISH else _said(words, message)


def _said(words: Words, message: str) -> str:
    # axe gives several messages for one element; one of ours can hold what stands between them.
    parts = [(part, _found(words, part)) for part in message.split(_BETWEEN)]
    if not all(said for _, said in parts) and (whole := _found(words, message)) is not None:
        return whole
    if not any(said for _, said in parts):
        return message
    return words.catalogue.gettext(_BETWEEN).join(said or part for part, said in parts)


def _found(words: Words, message: str) -> str | None:
    if not message:  # gettext's name for what it knows about the catalogue
        return None
    known = words.catalogue.gettext(message)
    if known != message:
        return known
    for pattern, translation in words.patterns:
        if match := pattern.fullmatch(message):
            return _filled(translation, _values(words, match))
    return None


def _values(words: Words, match: re.Match[str]) -> dict[str, str]:
    """Return what was found, said in the language but where the message quotes it."""
    values: dict[str, str] = {}
    for name, value in match.groupdict().items():
        start, end = match.span(name)
        quoted = match.string[max(start - 1, 0) : start] == '"' == match.string[end : end + 1]
        values[name] = value if quoted else _listed(words, value)
    return values


def _listed(words: Words, value: str) -> str:
    """Return a value in the language: the parts of a list, or else the whole."""
    parts = _COMMA.split(value)
    said = [_said(words, part) for part in parts]
    if all(own != part for own, part in zip(said, parts, strict=True)):
        return words.catalogue.gettext(", ").join(said)
    return _said(words, value)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(_name(place[0]), place[0]), text)


def _name(place: str) -> str:
    """Return the name of a regular expression's group for a place such as `{title}` or `${data.x}`."""
    return "p_" + re.sub(r"\W", "_", place.strip("${}").partition(":")[0])


@cache
def _words(language: str) -> Words:
    folder = Path(str(files("a11ycheck.reporters"))) / "locales" / language / "LC_MESSAGES"
    paths = [path for name in _CATALOGUES if (path := folder / f"{name}.po").is_file()]
    if not language or not paths:
        return _ENGLISH
    first, *others = (compiled(path) for path in paths)
    for other in others:
        first.add_fallback(other)
    texts = (
        text
        for path in paths
        if path.stem in _WITH_MESSAGES
        for text in originals(path)
        if _PLACE.search(text)
    )
    # What says most in words of its own is tried first: others could swallow it.
    ordered = sorted(texts, key=lambda text: -len(_PLACE.sub("", text)))
    patterns = tuple((_pattern(text), first.gettext(text)) for text in ordered)
    criteria = compiled(folder / f"{_CRITERIA}.po")
    return Words(code=language, catalogue=first, criteria=criteria, patterns=patterns)


def _pattern(text: str) -> re.Pattern[str]:
    """Return an expression that a message matches which was made from `text`."""
    parts, end, seen = [], 0, set[str]()
    for match in _PLACE.finditer(text):
        name = _name(match[0])
        parts.append(re.escape(text[end : match.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
        seen.add(name)
        end = match.end()
    parts.append(re.escape(text[end:]))
    return re.compile("".join(parts), re.DOTALL)
