"""Fingerprints: what identifies the cause of an assertion, whatever else is on the site.

A fingerprint depends on the rule, the outcome, and the cause: on no other page, no count, no message
text, no variant, no machine. Three kinds of causes share one fingerprint wherever they show: a style,
the markup of a template (outside the main content), and a cause that the rule itself names. Inside the
main content an author wrote the element, so its own fragment counts, with the source file where a
source map names the very line.
"""

import contextlib
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from a11ycheck.model import Assertion, Element, Outcome, Precision, Reach, Rule

__all__ = ["Cause", "Fragment", "cause_of", "digest", "fingerprint", "lasting", "read_fragment"]

# A build generates new ids, URLs and version queries; line numbers and selectors move with every edit.
# None of them may be part of a fingerprint.
_GENERATED = frozenset(
    {
        *("id", "for", "style", "aria-controls", "aria-describedby", "aria-labelledby"),
        *("aria-owns", "aria-activedescendant"),
    }
)
_URLS = frozenset({"href", "src", "srcset", "action", "poster", "data"})
# Text for readers: it differs between elements that the same template made.
_WORDS = frozenset({"alt", "title", "aria-label", "placeholder", "value", "content"})
# What an author writes on the root element. Themes and scripts keep states there, such as the colour scheme
# in which a page happened to be read.
_ROOT_NAMES = frozenset({"lang", "xml:lang", "dir"})
# The values that say what an element is; of all others, only the names count for its kind.
_KINDS = frozenset({"class", "role", "type"})
# What names one element.
_OWN_NAMES = ("id", "name", "for", "href")
# A control holds another one or shows no focus, and a list holds what it must not, whatever they say: tools
# that generate documentation make hundreds of them, each with other words.
_WHATEVER_IT_SAYS = frozenset(
    {
        *("nested-interactive", "focus-indicator-visible", "focus-indicator-contrast"),
        *("definition-list", "dlitem", "list", "listitem"),
    }
)
# Each run serves pages on another port, which a script can write into a link.
_LOOPBACK = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?=[/?#\"'\s>]|$)")
_QUERY = re.compile(r"[?#].*$")
_LONGEST = 300
# Their texts are parts of the graphic: like the file of an image, they differ from one to the next.
_GRAPHICS = frozenset({"svg", "canvas"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What identifies an element: its `look` for a style, its `shape` for a template, or the `whole`.

    `kind` is the same for elements that differ only by the value of an attribute, other than class, role
    and type; `template_kind` leaves out URLs and texts, too. A class that names the element itself, such
    as that of `<a class="install.html" href="install.html">`, counts for neither, nor for the look.
    """

    look: str
    shape: str
    whole: str
    kind: str
    template_kind: str


class _StartTag(HTMLParser):
    """Reads the first start tag of a snippet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[str, dict[str, str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.found is None:
            self.found = (tag, {name: value or "" for name, value in attrs})


def read_fragment(element: Element) -> Fragment:
    """Return the fragment of an element."""
    return _read(element.html, element.text)


@lru_cache(maxsize=4096)  # the elements of a theme are the same on every page
def _read(html: str, text: str) -> Fragment:
    tag, attributes = _start_tag(html)
    stable = {name: value for name, value in attributes.items() if name not in _GENERATED}
    shape = {name: value for name, value in stable.items() if name not in _URLS | _WORDS}
    # Of a URL without query, fragment, and the `../` that depend on a page's depth.
    whole = {
        name: _QUERY.sub("", value).removeprefix("./").rpartition("../")[2]
        if name in _URLS
        else value
        for name, value in stable.items()
    }
    shared = {"class": _shared_classes(attributes), "role": attributes.get("role", "")}
    kind = {name: value if name in _KINDS else "…" for name, value in (stable | shared).items()}
    template_kind = {name: value for name, value in kind.items() if name in shape}
    return Fragment(
        look=_join(tag, shared),
        shape=_join(tag, shape),
        whole=f"{_join(tag, whole)}{text}",
        kind=_join(tag, kind),
        template_kind=_join(tag, template_kind),
    )


def _shared_classes(attributes: dict[str, str]) -> str:
    """Return the classes of an element without those that repeat its id or name its target."""
    classes = attributes.get("class", "")
    own = {attributes.get(name, "").removeprefix("#") for name in _OWN_NAMES}
    for name in _URLS & attributes.keys():
        file = _QUERY.sub("", attributes[name]).rpartition("/")[2]
        own |= {file, file.partition(".")[0]}
    return " ".join(name for name in classes.split() if name not in own) if own else classes


def _start_tag(html: str) -> tuple[str, dict[str, str]]:
    """Return the first tag with its attributes; a truncated one is completed first."""
    for end in ("", ">", '">'):
        parser = _StartTag()
        # The parser asserts that declarations are well-formed; those after the tag may not be.
        with contextlib.suppress(AssertionError):
            parser.feed(html + end)
        if parser.found is not None:
            return parser.found
    return "", {}


def lasting(fragment: str) -> str:
    """Return a fragment for the baseline: one line, without loopback URLs, of bounded length."""
    text = _fold(_LOOPBACK.sub("", fragment)).encode("utf-8", "replace").decode()
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _join(tag: str, attributes: dict[str, str]) -> str:
    parts = (f'{name}="{_fold(value)}"' for name, value in sorted(attributes.items()) if value)
    return f"<{' '.join((tag, *parts))}>"


def _fold(value: str) -> str:
    return " ".join(value.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The cause of an assertion: its kind ("style", "template", "element", ...), and what identifies it.

    `parts` are the parts of the fingerprint, `fragment` the readable form for a baseline. `own` is the
    fragment of the assertion's own element, where the cause covers several that differ.
    """

    kind: str
    parts: tuple[str, ...]
    fragment: str
    own: str = ""


def cause_of(item: Assertion, rule: Rule) -> Cause:
    """Return the cause of an assertion."""
    if item.element is None:
        return _cause_without_element(item)
    fragment = read_fragment(item.element)
    if rule.judges_style:
        # Where axe could not tell, what kept it from that is the cause: most often not the element's style.
        is_open = item.outcome is Outcome.CANT_TELL and item.cause
        parts = item.cause if is_open else (fragment.look, *item.cause)
        return Cause(kind="style", parts=parts, fragment=fragment.look)
    if rule.reach is Reach.SITE and item.cause:
        return Cause(kind="site", parts=item.cause, fragment=fragment.whole)
    if rule.reach is Reach.PAGE and item.cause:
        # The elements only show what is wrong with their page, such as all that is wider than it.
        own = fragment.whole if item.element.in_main else fragment.shape
        return Cause(
            kind="element",
            parts=(*item.cause, _author_file(item)),
            fragment=", ".join(item.cause),
            own=own,
        )
    return _cause_of_element(item, item.element, fragment)


def _cause_of_element(item: Assertion, element: Element, fragment: Fragment) -> Cause:
    """Return the cause where the element itself is wrong; those that differ by a value share it."""
    if element.is_root:
        tag, attributes = _start_tag(element.html)
        root = _join(tag, {name: attributes[name] for name in _ROOT_NAMES & attributes.keys()})
        return Cause(kind="root", parts=(*item.cause, root), fragment=root)
    if not element.in_main:
        kind = fragment.template_kind
        return Cause(kind="template", parts=(*item.cause, kind), fragment=kind, own=fragment.shape)
    kind = fragment.kind if item.rule in _WHATEVER_IT_SAYS else f"{fragment.kind}{_words(element)}"
    parts = (*item.cause, kind, _author_file(item))
    return Cause(kind="element", parts=parts, fragment=kind, own=fragment.whole)


def _words(element: Element) -> str:
    """Return the text of an element where an author wrote words: an icon or an operator is none."""
    has_words = any(map(str.isalnum, element.text)) and _start_tag(element.html)[0] not in _GRAPHICS
    return element.text if has_words else ""


def _author_file(item: Assertion) -> str:
    """Return the file in which an author wrote the element, where a map names the very line."""
    source = item.source
    is_known = source and source.precision in {Precision.EXACT, Precision.BLOCK}
    return source.file if source and is_known else ""


def _cause_without_element(item: Assertion) -> Cause:
    """Return the cause of an assertion about a line of the source, or about a page as a whole."""
    stated = ", ".join(item.cause)
    if item.source is not None:
        written = " ".join(item.snippet.split())
        parts = (*item.cause, written, item.source.file)
        return Cause(kind="source", parts=parts, fragment=item.snippet or stated)
    if item.cause:
        return Cause(kind="page", parts=item.cause, fragment=stated)
    # One page can exceed several budgets: each has its own message.
    message = item.messages[0].id if item.messages else ""
    return Cause(kind="page", parts=(message, item.page), fragment=message)


def fingerprint(item: Assertion, cause: Cause) -> str:
    """Return the fingerprint "a11ycheck/v2": 32 hexadecimal digits."""
    return digest((item.rule, item.outcome, cause.kind, *cause.parts))


def digest(parts: tuple[str, ...]) -> str:
    """Return the first half of the SHA-256 of some texts."""
    # A script can write half of a surrogate pair into a page, which no encoding represents.
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
