"""Remove unused markup from a page: classes without a rule, spans that had only such a class.

docutils and Sphinx put a class on nearly every element, for stylesheets that this theme does not have. A
class that no rule and no script of the page names makes no difference for readers, browsers and assistive
technology. A page with other stylesheets or scripts stays as it is: what they query is unknown.
"""

import re
from collections.abc import Set as AbstractSet

__all__ = ["classes_in", "has_foreign_parts", "remove_unused"]

_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_NOISE = re.compile(
    r"docutils|literal|notranslate|reference|internal|external|simple|arabic|compound|container|pre"
    r"|(?:loweralpha|upperalpha|lowerroman|upperroman|figure|image-reference|download|contents|local)"
    r"|align-default|row-(?:odd|even)|field-(?:odd|even)|head|stub|toctree-wrapper|toctree-l\d+"
    r"|std|std-(?:ref|doc|term|numref|option)|doc|xref|any|py|py-\w+|caption-(?:text|number)"
    r"|highlight|highlight-[\w-]+|colwidths-(?:auto|given)|first|last|sig-\w+|descclassname|descname"
    r"|fn-bracket|brackets|label|classifier|sectnum|section-number|n|math|guilabel|kbd|line"
)
"""The classes that docutils and Sphinx set on their own; those of authors are kept."""

_BARE_SPAN = re.compile(r"<span>((?:(?!</?span\b).)*)</span>", re.DOTALL)
_BLOCK = (
    "address|article|aside|blockquote|details|div|dl|figcaption|figure|footer|form|h[1-6]|header|hr"
    "|main|nav|ol|p|pre|section|table|ul"
)
_KNOWN_TO_ALL = "blockquote|div|dl|form|h[1-6]|hr|ol|p|pre|table|ul"
"""Blocks that end a paragraph in HTML 4 parsers, too."""

_AROUND_PARAGRAPH = (
    "article|aside|blockquote|dd|details|div|figcaption|footer|li|main|section|td|th"
)
_NEEDLESS_ENDS = tuple(
    re.compile(rf"</{ended}>\s*(?={before})")
    for ended, before in (
        ("p", rf"<(?:{_KNOWN_TO_ALL})\b|</(?:{_AROUND_PARAGRAPH})>"),
        ("li", "<li\\b|</[uo]l>"),
        ("(?:td|th)", "<t[dh]\\b|</tr>"),
        ("tr", "<tr\\b|</t(?:body|head)>"),
        ("thead", "<tbody\\b"),
        ("d[dt]", "<d[dt]\\b"),
    )
)
"""End tags that are optional in HTML because of what follows: the tree is the same without them."""

_LINES = re.compile(rf"(?<=>)\n+(?=</?(?:{_BLOCK}|li|d[dt]|t(?:head|body|r|d|h))\b)(?!</pre)")
"""Line ends before a block, where they are not shown."""

_CLASS_IN_RULE = re.compile(r"\.([a-zA-Z_][\w-]*)")

_STYLESHEET = re.compile(r"<link\b[^>]*\bstylesheet\b[^>]*>")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
_SELECTS = re.compile(r"class|querySelector|closest\(|matches\(|\$\(", re.IGNORECASE)
_OURS = "furo-light"


def remove_unused(html: str, in_use: AbstractSet[str]) -> str:
    """Return a page with only the classes in use, and without spans and end tags that add nothing."""
    html = _TAG.sub(lambda tag: _with_classes(tag[0], in_use), html)
    html = _BARE_SPAN.sub(r"\1", html).replace("&#169;", "©")
    for needless in _NEEDLESS_ENDS:
        html = needless.sub("", html)
    return _LINES.sub("", html)


def _with_classes(tag: str, in_use: AbstractSet[str]) -> str:
    """Return a tag with its classes in use at its end: links then begin alike, and compress better."""
    found = _CLASS.search(tag)
    if not found:
        return tag
    classes = " ".join(
        name for name in found[1].split() if name in in_use or not _NOISE.fullmatch(name)
    )
    rest = tag[: found.start()] + tag[found.end() :]
    # After an unquoted value, a slash would be part of the value.
    end = "/>" if rest.endswith(('"/>', "'/>", " />")) else ">"
    return f'{rest.removesuffix(end).rstrip()} class="{classes}"{end}' if classes else rest


def classes_in(css: str) -> frozenset[str]:
    """Return the classes in the selectors of a stylesheet."""
    return frozenset(_CLASS_IN_RULE.findall(css))


def has_foreign_parts(html: str) -> bool:
    """Return whether a page has rules or scripts beside the theme's own that may query classes.

    The theme's files have its name in theirs; its inline rules are added later.
    """
    if "<style" in html or any(_OURS not in link for link in _STYLESHEET.findall(html)):
        return True
    return any(
        _SELECTS.search(code) if "src=" not in attributes else _OURS not in attributes
        for attributes, code in _SCRIPT.findall(html)
        if "json" not in attributes
    )
