"""The language of reports for people: English, or a language that has gettext catalogues here.

`report.po` translates the texts of the reports, `rules.po` the titles and messages of our own rules,
`axe.po` those of axe-core, `notices.po` reasons and notices, `criteria.po` the names of WCAG's
success criteria, and `speech.po` what screen readers say for roles and states. A message is looked up by
its template and filled afterwards.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from pathlib import Path
from typing import Final

from a11ycheck.language import compile_catalogue, primary_subtag, text_direction
from a11ycheck.model import Message
from a11ycheck.model.message import Value
from a11ycheck.wcag import Criterion

__all__ = [
    "LANGUAGES",
    "Locale",
    "criterion_name",
    "current_locale",
    "format_message",
    "format_messages",
    "plural",
    "spoken_word",
    "translate",
    "use_locale",
]

LANGUAGES: Final = ("en", "ar", "ckb")
"""Languages in which reports can be written."""

_CATALOGUES: Final = ("report", "rules", "axe", "notices")
# Apart from the others: the name of a criterion can mean something else in a report, such as "Help".
_CRITERIA: Final = "criteria"
_SPEECH: Final = "speech"
_TEXT_ONLY: Final = "{text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """A language and its catalogues."""

    code: str
    catalogue: NullTranslations
    criteria: NullTranslations = field(default_factory=NullTranslations)
    speech: NullTranslations = field(default_factory=NullTranslations)

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr"."""
        return text_direction(self.code) or "ltr"


_ENGLISH: Final = Locale(code="en", catalogue=NullTranslations())
_CURRENT: ContextVar[Locale] = ContextVar("locale of reports", default=_ENGLISH)


@contextmanager
def use_locale(language: str) -> Iterator[None]:
    """Render in a language within the `with` block; in English for "" and for one without catalogues."""
    token = _CURRENT.set(_load(primary_subtag(language)))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_locale() -> Locale:
    """Return the locale in use."""
    return _CURRENT.get()


def translate(text: str, /, **values: object) -> str:
    """Return a text of a report, or a rule's title; `values` fill its `{name}` fields."""
    # gettext's entry for "" is the header of the catalogue.
    found = _CURRENT.get().catalogue.gettext(text) if text else ""
    return found.format_map(values) if values else found


def plural(one: str, many: str, number: int) -> str:
    """Return a text with `{number}` in the plural form that the language has for the number."""
    return _CURRENT.get().catalogue.ngettext(one, many, number).format(number=f"{number:,}")


def criterion_name(criterion: Criterion) -> str:
    """Return the name of a success criterion of WCAG."""
    return _CURRENT.get().criteria.gettext(criterion.name)


def spoken_word(message: Message) -> str:
    """Return what a screen reader says for a role, a state or a language."""
    return _CURRENT.get().speech.gettext(message.template).format_map(message.values)


def format_message(message: Message) -> str:
    """Return a message in the current language, with the messages among its values."""
    values = {name: _value(value) for name, value in message.values.items()}
    if (
        message.template == _TEXT_ONLY
    ):  # from elsewhere; catalogues have a few such texts as they are
        return translate(str(values["text"]))
    return translate(message.template).format_map(values)


def format_messages(messages: Iterable[Message]) -> str:
    """Return the messages of one element, separated as the language does it."""
    return translate("; ").join(map(format_message, messages))


def _value(value: Value) -> str | int | float:
    match value:
        case Message():
            return format_message(value)
        case tuple():
            return translate(", ").join(str(_value(item)) for item in value)
        case _:
            return value


@cache
def _load(language: str) -> Locale:
    folder = Path(str(files("a11ycheck.reporters"))) / "locales" / language / "LC_MESSAGES"
    paths = [path for name in _CATALOGUES if (path := folder / f"{name}.po").is_file()]
    if not language or not paths:
        return _ENGLISH
    first, *others = (compile_catalogue(path) for path in paths)
    for other in others:
        first.add_fallback(other)
    return Locale(
        code=language,
        catalogue=first,
        criteria=compile_catalogue(folder / f"{_CRITERIA}.po"),
        speech=compile_catalogue(folder / f"{_SPEECH}.po"),
    )
