"""A report with a hostile text in every field that can come from a page, a file name or a configuration."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from a11ycheck.model import CatalogueEntry, Message, Precision, Report, SourceLocation
from sample_reports import SAMPLES

__all__ = ["HOSTILE_TEXTS", "hostile_report"]

# What CI services, terminals and parsers would obey: by what obeys it.
HOSTILE_TEXTS: Mapping[str, str] = {
    "github": "::error file=a.md,line=1::forged",
    "github-stop": "\n::stop-commands::token",
    "github-indented": "x\n \t\u3000::set-output name=a::b",
    "github-encoded": "%0A::error::forged%0D%25",
    "github-old": "##[add-matcher]matcher.json",
    "azure": "x ##vso[task.setvariable variable=a]b",
    "teamcity": "##teamcity[buildStatus status='FAILURE']",
    "gitlab": "\x1b[0Ksection_start:1:name[collapsed=true]\r\x1b[0Kforged",
    "ansi": "\x1b[31mred \x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\ \x1b[2J",
    "c1": "\x9b31mred \x9d0;title\x9c \x85::error::forged",
    "lines": "a\rb\vc\fd\x1ce\u0085f\u2028g\u2029::error::forged\r\n::error::forged",
    "bidi": "user\u202egnp.exe\u2066 \u2067x\u2069 \u200f\u061c",
    "invisible": "a\u200b\u2060\ufeff\U000e0041\U000e007f\u00ad b",
    "nul": "nul\x00 bell\x07 backspace\x08 delete\x7f",
    "noncharacters": "\ufffe\uffff\ufdd0\U0001ffff",
    "surrogates": "half \ud83d of a pair \udc00 \udce9",
    "html": "\"'></script></style></title><img src=x onerror=alert(1)><!-- ",
    "xml": "]]><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;&#0;<![CDATA[",
    "markdown": "[link](javascript:alert(1)) ![image](//x) `code` <b> | \\[a\\](b) [x][y]\n# h\n- i",
    "sarif": "{0} {1} {{ }} [link](1) {9999999999}",
    "template": "{x} {} {0.__class__} %s %(x)s ${x} {{ 7*7 }} {% raw %} {# #} {x!r:>99}",
    "rich": "[bold]x[/bold] [/] [link=file:///]y[/link] :warning: \\[",
    "json": '", "a": {"b": [1e999, NaN]} \\u0000 \\ud800 \\',
    "script": "</script><script>alert(1)</script>",
    "csv": "=HYPERLINK(1)\t+1,-1;@x",
    "path": "../../etc/passwd\\..\\x:1:2",
    "empty": " \t ",
}
# Texts that this program itself makes, and texts whose form the model promises.
_OURS = {
    *("id", "template", "engine", "started", "criteria", "version", "axe", "name", "kind"),
    *("kinds", "first_paint", "advisory", "required"),
}


def hostile_report(text: str) -> Report:
    """Return the report that has some of everything, with `text` around every text that is not ours."""
    report: Report = _filled(SAMPLES["everything"], text, "")
    return report


def _filled(value: Any, text: str, name: str) -> Any:
    if name in _OURS:
        return value
    filled: Any = value
    match value:
        case Enum() | int() | float() | None:
            pass
        case str():
            # On both sides: it begins and ends the text, and names stay apart.
            filled = f"{text}{value}{text}"
        case Message():
            inner = Message("inner", "{c}", {"c": f"{text}{value}"})
            filled = Message(value.id, "{a}: {b}", {"a": text, "b": (inner, text)})
        case SourceLocation():
            file = _filled(value.file, text, "file")
            entry = CatalogueEntry(file=file, line=value.line)
            filled = SourceLocation(
                file=file, line=value.line, precision=Precision.BLOCK, catalogue=entry
            )
        case tuple():
            filled = tuple(_filled(item, text, name) for item in value)
        case Mapping():
            pairs = value.items()
            filled = {_filled(key, text, ""): _filled(item, text, "") for key, item in pairs}
        case _:
            assert is_dataclass(value)
            names = [item.name for item in fields(value) if item.init]
            filled = type(value)(**{at: _filled(getattr(value, at), text, at) for at in names})
    return filled
