"""Strategies of a mutating fuzzer: pages, bytes and JSON that are almost right, or hostile."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

__all__ = ["SNIPPETS", "any_json", "broken_json", "html_bytes", "html_pages", "mutated", "texts"]

ROOT = Path(__file__).resolve().parents[1]
# Whole pages to begin with, small enough that a mutation matters.
SEEDS = tuple(
    text
    for path in sorted((ROOT / "rules").rglob("*.html"))
    if len(text := path.read_text("utf-8", "replace")) < 3_000
)[::6]
SNIPPETS = (
    *("<", ">", "</", "/>", "<!", "<?", "=", '"', "'", "&", ";", "\x00", "\r", "\f", "\u2028"),
    *("<!--", "-->", "--!>", "<!-->", "<!--->", "<![CDATA[", "]]>", "<!doctype html>", "<!DOCTYPE"),
    *("<html>", "<html lang=ar dir=rtl>", "</html>", "<head>", "</head>", "<body>", "</body>"),
    *("<title>", "</title>", "<textarea>", "</textarea>", "<script>", "</script>", "<style>"),
    *("</style>", "<noscript>", "</noscript>", "<template>", "</template>", "<plaintext>"),
    *("<xmp>", "<iframe>", "</iframe>", "<noframes>", "<frameset>", "<select>", "<option>"),
    *("<svg>", "</svg>", "<math>", "</math>", "<foreignObject>", "<mi>", "<annotation-xml>"),
    *("<table>", "<tr>", "<td>", "</table>", "<caption>", "<colgroup>", "<a>", "</a>", "<b>"),
    *(
        "</b>",
        "<i>",
        "</i>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "</h2>",
        "<main>",
        "</main>",
    ),
    *(
        "<li>",
        "<ul>",
        "<br/>",
        "</br>",
        "<image>",
        "<form>",
        "<input>",
        "<item{x}>",
        "<a:b>",
        "<x-y>",
    ),
    *(
        '<a href="x.html">',
        "<img src=p.png alt>",
        "<img srcset='a 1x, b 2x' sizes=''>",
        "<picture>",
    ),
    *(
        "<source srcset=x>",
        "</picture>",
        '<link rel="stylesheet" href="a.css">',
        "<base href='//x'>",
    ),
    *(
        '<meta charset="utf-8">',
        '<meta charset="utf-16">',
        '<meta http-equiv=content-type content="',
    ),
    *("<meta charset='x-user-defined'>", "<meta charset=\x00>", "<p style='white-space:pre'>"),
    *(
        "<p id=x id=y>",
        "<p class=' a  b '>",
        "<p lang=''>",
        '<a href="#%zz">',
        "<a href='http://['>",
    ),
    *("<a href='javascript:1'>", "<img src='data:image/png;base64,AAAA'>", "<p {}>", "<p a{b}=c>"),
    *(
        "{",
        "}",
        "{x}",
        "{{",
        "}}",
        "{0}",
        "{0.__class__}",
        "%s",
        "%(x)s",
        "${x}",
        "{% raw %}",
        "{# #}",
    ),
    *(
        "&#0;",
        "&#x110000;",
        "&#xD800;",
        "&#9999999999999;",
        "&copy",
        "&notin",
        "&amp",
        "&lt;script>",
    ),
    *("\u200d", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ufffd", "\U0001f469\u200d\U0001f4bb"),
    *("سڵاو", "السلام", "\u0640", "\ufefb", "é", "\u0301", "ß", "İ", "ſ", "\u0130"),
    *(
        "<div data-a11ycheck-mark=0>",
        "<!-- a11ycheck: ignore x -->",
        "<style>a{b:url(",
        "@import 'x",
    ),
    *(
        "::error::x",
        "##vso[x]y",
        "\x1b[31m",
        "x" * 5_000,
        "<b>" * 60,
        "</b>" * 60,
        "<!--" * 20,
        "&" * 90,
    ),
)
_CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1256", "shift_jis")


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts of any characters, lone surrogates and controls included."""
    characters = st.characters(exclude_categories=())
    return st.text(characters | st.sampled_from("<>&\"'{}[]/=: \n\x00\ud800"), max_size=max_size)


@st.composite
def mutated(draw: st.DrawFn, seeds: st.SearchStrategy[str]) -> str:
    """A seed in which ranges were removed, repeated, moved, or replaced by snippets."""
    text = draw(seeds)
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(st.sampled_from(SNIPPETS) | texts(8))
        match draw(st.integers(0, 4)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:end] * 2 + text[end:]
            case 2:
                text = text[end:] + text[:end]
            case 3:
                text = text[:start] + piece + text[end:]
            case _:
                text = text[:start] + piece + text[start:]
    return text


def html_pages() -> st.SearchStrategy[str]:
    """Pages: lists of hostile snippets, and fixtures that were mutated."""
    pieces = st.lists(st.sampled_from(SNIPPETS) | texts(6), max_size=25).map("".join)
    return pieces | mutated(st.sampled_from(SEEDS)) | mutated(pieces)


@st.composite
def html_bytes(draw: st.DrawFn) -> bytes:
    """Pages in any encoding, some with bytes that are wrong in it."""
    data = draw(html_pages()).encode(draw(st.sampled_from(_CODECS)), "replace")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at + draw(st.integers(0, 3)) :]
    return data


def any_json(leaves: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[Any]:
    """Values that JSON and TOML can hold."""
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts(10)
    return st.recursive(
        scalars | leaves if leaves is not None else scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts(8), inner, max_size=4),
        max_leaves=12,
    )


@st.composite
def broken_json(draw: st.DrawFn, document: Any) -> Any:
    """A document with some values anywhere in it replaced, removed or added."""
    document = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(0, 3))):
        holder, keys = document, _keys(document)
        while keys:
            key = draw(st.sampled_from(keys))
            inner = holder[key]
            if not _keys(inner) or draw(st.booleans()):
                if draw(st.booleans()):
                    holder[key] = draw(any_json(st.integers(-3, 3)))
                elif isinstance(holder, dict):
                    del holder[key]
                    holder[draw(texts(8))] = inner
                else:
                    holder.append(draw(any_json()))
                break
            holder, keys = inner, _keys(inner)
    return document


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, list) else []
