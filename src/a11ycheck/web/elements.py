"""HTML element names, by how the HTML standard parses them ("Parsing HTML documents")."""

from typing import Final

__all__ = [
    "FOREIGN_ELEMENTS",
    "HEADINGS",
    "OPTIONAL_END_TAGS",
    "OPTIONAL_TAGS",
    "PARAGRAPH_BOUNDARIES",
    "PARAGRAPH_CLOSERS",
    "RAW_TEXT_ELEMENTS",
    "VOID_ELEMENTS",
]

VOID_ELEMENTS: Final = frozenset(
    {
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img"),
        *("input", "keygen", "link", "meta", "param", "source", "track", "wbr"),
    }
)
"""Elements without content: their end tag is a parse error."""

RAW_TEXT_ELEMENTS: Final = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
)
"""Elements whose content is text up to their own end tag, whatever markup it seems to hold."""

FOREIGN_ELEMENTS: Final = frozenset({"svg", "math"})
"""Roots of other vocabularies, in which a `/` at the end of a start tag closes the element."""

OPTIONAL_TAGS: Final = frozenset({"html", "head", "body", "tbody", "colgroup"})
"""Elements that the parser creates where neither of their tags is written."""

OPTIONAL_END_TAGS: Final = frozenset(
    {
        *("html", "head", "body", "li", "dt", "dd", "rb", "rt", "rtc", "rp", "optgroup", "option"),
        *("colgroup", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    }
)
"""Elements whose end tag may be omitted, whatever follows; `p` is not among them (see below)."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

PARAGRAPH_CLOSERS: Final = HEADINGS | {
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup"),
    *("hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search"),
    *("section", "summary", "td", "th", "tr", "tbody", "thead", "tfoot", "ul", "xmp"),
}
"""Elements whose start tag closes an open `p`; without `table`, which does not in quirks mode."""

PARAGRAPH_BOUNDARIES: Final = frozenset(
    {
        *("applet", "button", "caption", "html", "marquee", "object", "table", "td", "template"),
        *("th", "svg", "math"),
    }
)
"""Elements that hide a `p` around them: no tag inside them closes it."""
