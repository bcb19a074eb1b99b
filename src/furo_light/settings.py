"""The settings: one dataclass for conf.py values, flags, keys of `[tool.furo_light]` and documentation."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_type_hints

import msgspec
from msgspec import Meta

from a11ycheck.errors import UserError, suggestion

__all__ = ["Setting", "Settings", "read_settings", "settings", "tool_schema"]

Rebuild = Literal["", "html", "env"]

_TABLE: Final = "furo_light"
_PROJECT_FILE: Final = "pyproject.toml"
_CONF_TYPES: Final[Mapping[type, frozenset[type]]] = {
    bool: frozenset({bool}),
    int: frozenset({int}),
    float: frozenset({float, int}),
    str: frozenset({str}),
    tuple: frozenset({list, tuple}),
    dict: frozenset({dict}),
}


def _setting(
    default: Any,
    text: str,
    *,
    rebuild: Rebuild = "html",
    flag: str = "",
    metavar: str = "",
    limits: Meta | None = None,
) -> Any:
    """Return a field; `rebuild` is what Sphinx does again when the setting changes ("" is nothing)."""
    metadata = {
        "help": text,
        "rebuild": rebuild,
        "flag": flag,
        "metavar": metavar,
        "limits": limits,
    }
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project can set. In conf.py each name begins with `a11ycheck_`."""

    only_original: tuple[str, ...] = _setting(
        (), "Sources that are in the original language only, as patterns.", rebuild="env"
    )
    reviews: str = _setting(
        "", "File that records reviews of translated pages, beside conf.py, such as reviews.toml."
    )
    review_first: tuple[str, ...] = _setting(
        (), "Sources where a wrong word can do harm: their notice stands above the heading."
    )
    withhold_unreviewed: bool = _setting(
        default=False,
        text="Replace translated pages of a11ycheck_review_first by a notice until a review is recorded.",
        rebuild="env",
    )
    right_to_left: bool | None = _setting(
        None,
        "Set direction, isolation and interface texts of right-to-left pages."
        " Default: with furo, furo_light, and sites in several languages.",
        rebuild="env",
    )
    offline: bool = _setting(default=False, text="Make the pages readable offline.")
    offline_pages: tuple[str, ...] = _setting(
        ("**",),
        'Pages that "all pages" means, as patterns such as "guide/**". Default: all.',
        flag="--page",
        metavar="GLOB",
    )
    offline_private: tuple[str, ...] = _setting(
        (),
        "Pages on delicate subjects, as patterns: only a reader who chooses them by name keeps them.",
        flag="--private",
        metavar="GLOB",
    )
    offline_copies: bool = _setting(
        default=True, text="Also make one HTML file and an EPUB.", flag="--copies/--no-copies"
    )
    offline_icon: str = _setting("", "Icon of the web manifest, as a path in the built site.")
    offline_words: Mapping[str, str] = _setting(
        {}, "Texts that replace the built-in ones, by name."
    )
    lighten: bool | None = _setting(
        None, "Optimise the built pages. Default: with the theme furo_light.", rebuild=""
    )
    lighten_pictures: bool = _setting(
        default=True,
        text="Serve smaller images; the originals stay in the site.",
        rebuild="",
        flag="--pictures/--no-pictures",
    )
    lighten_minify: bool = _setting(
        default=True,
        text="Collapse white space between tags and remove comments, in HTML and SVG.",
        rebuild="",
        flag="--minify/--no-minify",
    )
    lighten_precompress: bool = _setting(
        default=True,
        text="Write compressed copies (.br and .gz) beside the files that get smaller.",
        rebuild="",
        flag="--precompress/--no-precompress",
    )
    lighten_phone_width: int = _setting(
        320,
        "Largest width of an image on a phone, in CSS pixels.",
        rebuild="",
        flag="--phone-width",
        metavar="PX",
        limits=Meta(ge=16),
    )
    lighten_content_width: int = _setting(
        736,
        "Largest width of an image in a viewport of 768 CSS pixels or more.",
        rebuild="",
        flag="--content-width",
        metavar="PX",
        limits=Meta(ge=16),
    )
    lighten_similarity: float = _setting(
        0.93,
        "Least similarity (SSIM, up to 1) of a smaller image to the original at its size.",
        rebuild="",
        flag="--similarity",
        metavar="SSIM",
        limits=Meta(ge=0, le=1),
    )
    lighten_leave: tuple[str, ...] = _setting(
        (),
        "Leave the files that match this pattern unchanged.",
        rebuild="",
        flag="--leave",
        metavar="GLOB",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A field of `Settings`, as front ends see it; `form` is its type with its limits."""

    name: str
    help: str
    default: Any
    form: Any
    rebuild: Rebuild
    flag: str
    metavar: str
    limits: Meta | None

    @property
    def kind(self) -> type:
        """Return the plain type of its value: `bool` for a setting without a default."""
        return bool if self.default is None else type(self.default)

    @property
    def is_key(self) -> bool:
        """Return whether it is also a key of `[tool.furo_light]`, which conf.py overrides."""
        return self.name.startswith("lighten_")

    @property
    def conf_name(self) -> str:
        """Return its name in conf.py."""
        return f"a11ycheck_{self.name}"

    @property
    def conf_default(self) -> Any:
        """Return the default in conf.py: None leaves the value to `[tool.furo_light]`."""
        if self.is_key:
            return None
        return list(self.default) if self.kind is tuple else self.default

    @property
    def conf_types(self) -> frozenset[type]:
        """Return the types that Sphinx takes without a warning."""
        types = _CONF_TYPES[self.kind]
        return types if self.conf_default is not None else types | {NoneType}

    def read(self, value: Any, where: str) -> Any:
        """Return a value as `Settings` holds it; UserError, beginning with `where`, for a wrong one."""
        try:
            return msgspec.convert(value, self.form)
        except msgspec.ValidationError as error:
            reason = str(error).partition(" - at")[0]
            message = f"{where} is {value!r}; {reason[0].lower()}{reason[1:]}."
            raise UserError(message, self.help) from None


def settings() -> tuple[Setting, ...]:
    """Return all settings, in the order of the documentation."""
    types = get_type_hints(Settings)
    return tuple(
        Setting(
            name=item.name,
            default=item.default if item.default is not MISSING else {},
            form=_form(types[item.name], item.metadata["limits"]),
            **item.metadata,
        )
        for item in fields(Settings)
    )


def _form(kind: Any, limits: Meta | None) -> Any:
    return Annotated[kind, limits] if limits else kind


def read_settings(
    given: Mapping[str, Any],
    *,
    label: Callable[[Setting], str] = lambda setting: setting.flag,
    file: Path | None = None,
    start: Path | None = None,
) -> Settings:
    """Return the settings: what is `given` by name, over `[tool.furo_light]`, over the defaults.

    `label` names a given value in messages. Without a `file`, the nearest pyproject.toml with the table
    counts, from the folder `start` up to the root of its repository. UserError for what is not allowed.
    """
    known = {setting.name: setting for setting in settings()}
    values: dict[str, Any] = {}
    for path in [file] if file else _candidates(start or Path.cwd()):
        table, where = _read_table(path)
        for key, value in table.items():
            setting = known.get(key.replace("-", "_"))
            if setting is None or not setting.is_key:
                message = f'{where(key)}: there is no setting "{key}" in [tool.{_TABLE}].'
                raise UserError(message, _hint(key, known.values()))
            values[setting.name] = setting.read(value, f"{where(key)}: {key}")
        if table:
            break
    given_values = {
        name: known[name].read(value, label(known[name])) for name, value in given.items()
    }
    return Settings(**values | given_values)


def _candidates(start: Path) -> Iterable[Path]:
    """Return the project files that may have the table; outside a repository that of the folder alone."""
    folders = [start.resolve(), *start.resolve().parents]
    root = next((at for at, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    files = (folder / _PROJECT_FILE for folder in folders[: root + 1])
    return (path for path in files if path.is_file())


def _read_table(path: Path) -> tuple[Mapping[str, Any], Callable[[str], str]]:
    """Return the table of a file ({} where it has none), and a function from a key to "file:line"."""
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"The configuration file {shown} cannot be read: {reason}."
        raise UserError(message, "Check the path, its permissions, and its syntax.") from None
    tool = content.get("tool", {})
    table = tool.get(_TABLE, {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        message = f"{shown}: tool.{_TABLE} must be a table, not {table!r}."
        raise UserError(message, f"Write [tool.{_TABLE}], and the settings below it.")

    def where(key: str) -> str:
        pattern = rf"^\s*\[\s*tool\s*\.\s*{_TABLE}\s*\](?s:.*?)^\s*[\"']?{re.escape(key)}[\"']?\s*="
        found = re.search(pattern, text, re.MULTILINE)
        return f"{shown}:{text.count(chr(10), 0, found.end()) + 1}" if found else str(shown)

    return table, where


def _hint(key: str, known: Iterable[Setting]) -> str:
    keys = [setting.name for setting in known if setting.is_key]
    return suggestion(key.replace("-", "_"), keys, f"Settings: {', '.join(keys)}.")


def tool_schema(_tool: str = _TABLE) -> dict[str, Any]:
    """Return the JSON Schema of `[tool.furo_light]`, for validate-pyproject."""
    properties: dict[str, Any] = {}
    for setting in settings():
        if setting.is_key:
            described = {"description": setting.help, **msgspec.json.schema(setting.form)}
            described["default"] = setting.default
            names = (setting.name, setting.name.replace("_", "-"))
            properties |= dict.fromkeys(names, described)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:furo_light:configuration",
        "title": _TABLE,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
