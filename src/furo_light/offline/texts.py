"""The texts that readers see offline, in the language of the site, and the templates that hold them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from a11ycheck.errors import UserError
from a11ycheck.language import primary_subtag

__all__ = ["Texts", "asset", "fill", "stream", "template", "texts_for"]

_FOLDER = Path(__file__).parent
_FALLBACK = "en"
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Every text; `{size}` is in kB (1000 bytes), `{pages}` a number, `{date}` a date.

    `date_form` is the form of a date, with `{day}`, `{month}` and `{year}`; `months` are twelve names with
    "|" between them. `date_locale` is the BCP 47 tag with which browsers write the date of a kept page; ""
    for a language in which they cannot: the date is then 2026-11-25.
    """

    saved_copy: str
    not_saved_title: str
    not_saved_text: str
    try_again: str
    saved_pages: str
    save_button: str
    also_keep: str
    keep_warning: str
    save_size: str
    wait: str
    saved: str
    failed: str
    remove_button: str
    remove_text: str
    removed: str
    one_file: str
    one_file_size: str
    book: str
    book_size: str
    share: str
    contents: str
    copy_of: str
    date_form: str
    date_locale: str
    months: str
    newest: str

    def date_of(self, day: date) -> str:
        """Return a date with the name of its month, which no reader takes for another date."""
        months = [name.strip() for name in self.months.split("|")]
        month = months[day.month - 1]
        return self.date_form.format(day=day.day, month=month, year=day.year)


def texts_for(language: str, own: Mapping[str, str]) -> Texts:
    """Return the texts of a language (`ar`, `ar-IQ`; English if there are none), with a project's own.

    UserError for an own text with an unknown name.
    """
    table = _table()
    texts = table.get(primary_subtag(language), table[_FALLBACK])
    known = [field.name for field in fields(Texts)]
    for name in own:
        if name not in known:
            message = f'There is no offline text "{name}".'
            raise UserError(message, f"Texts: {', '.join(known)}.")
    if "months" in own and own["months"].count("|") != _MONTHS - 1:
        raise UserError("The offline text months is not twelve names.", 'Write "|" between them.')
    return replace(texts, **dict(own))


@cache
def _table() -> dict[str, Texts]:
    content = tomllib.loads((_FOLDER / "texts.toml").read_text(encoding="utf-8"))
    return {language: Texts(**texts) for language, texts in content.items()}


def asset(name: str) -> str:
    """Return the text of a file in `assets/`."""
    return (_FOLDER / "assets" / name).read_text(encoding="utf-8")


def template(name: str) -> str:
    """Return the text of a file in `templates/` as it is."""
    return (_FOLDER / "templates" / name).read_text(encoding="utf-8")


def fill(name: str, **values: object) -> str:
    """Return a template from `templates/` with its values, escaped for HTML and XML."""
    return _environment().get_template(name).render(**values)


def stream(name: str, **values: object) -> Iterator[str]:
    """Yield a template with its values, piece by piece: values may be iterators."""
    return _environment().get_template(name).generate(**values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
