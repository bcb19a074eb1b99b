"""What an author must have typed for a node: a URL, a file name, or the first words with their markup."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec
from docutils import nodes

from a11ycheck.sphinxext.po_files import own_message

__all__ = ["Typed", "descendants", "own_url", "typed_for"]

_WORDS, _LONGEST_TEXT, _LONGEST_URL = 3, 40, 120
_WORD_GOES_ON = re.compile(r"_*[^\W_]")
_URL_GOES_ON = re.compile(r"[\w/#?=&%~+@:-]|[.,;!]+[\w/]")
_URL = re.compile(r"[^\s<>()\[\]\"`]+")
_MARKS: tuple[tuple[type[nodes.Node], tuple[str, ...]], ...] = (
    (nodes.emphasis, ("*", "_")),
    (nodes.strong, ("**", "__")),
    (nodes.literal, ("`",)),
)


class Typed(msgspec.Struct, frozen=True, gc=False):
    """Characters that an author typed: words or a URL; `rest` follows a URL that is cut.

    Other texts can begin with the same words if there are only few of more.
    """

    text: str
    is_url: bool = False
    is_cut: bool = False
    is_few: bool = False
    rest: str = ""

    def is_whole(self, text: str, offset: int) -> bool:
        """Return whether the characters at an offset of a text, which are these, are no part of others."""
        end = offset + len(self.text)
        if self.is_url:
            return self._has_rest(text, end) if self.rest else not _URL_GOES_ON.match(text, end)
        if self.text[-1].isalnum() and not self.is_cut and _WORD_GOES_ON.match(text, end):
            return False
        before = text[max(offset - _WORDS, 0) : offset]
        if self.text[0] in "*_":
            return not before.endswith(self.text[0])
        return not (self.text[0].isalnum() and before.rstrip("_")[-1:].isalnum())

    def _has_rest(self, text: str, end: int) -> bool:
        """Return whether the rest of a URL follows, on several lines or with other escapes."""
        following = text[end : end + 2 * (len(self.rest) + _LONGEST_URL)]
        token = _URL.match(following)
        if token and unquote(token[0]) == unquote(self.rest):
            return True
        joined = "".join(following.split())
        return joined.startswith(self.rest) and not _URL_GOES_ON.match(joined, len(self.rest))


def typed_for(node: nodes.Node) -> Iterator[Typed]:
    """Yield what the author must have typed for a node, the most specific first; some are too short."""
    if isinstance(node, nodes.Text):
        return
    if isinstance(node, nodes.image):
        yield from _image_names(node)
    if isinstance(node, nodes.reference):
        # A link around an image is where the image is.
        for part in descendants(node):
            if isinstance(part, nodes.image):
                yield from typed_for(part)
        url = str(node.get("refuri", ""))
        yield from _url(url)
        # Roles such as `:issue:` and `:pep:` get the end of a URL or text.
        ends = url.rpartition("/")[2], "".join(node.astext().split()[-1:]).lstrip("#")
        yield from (Typed(f"{mark}`{end}`") for end in ends if end for mark in ":}")
    if isinstance(node, (nodes.Inline, nodes.title, nodes.TextElement)):
        text = _beginning(node).strip()
        if isinstance(node, nodes.literal):
            # Sphinx adds them to the names of functions.
            yield from _marked(node, text.removesuffix("()"))
        yield from _marked(node, text)
        yield _words(text.partition("\n")[0])
        few = text.split(None, _WORDS)
        yield msgspec.structs.replace(_words(" ".join(few[:_WORDS])), is_few=len(few) > _WORDS)
    yield _words(own_message(node).partition("\n")[0])


def _words(text: str) -> Typed:
    return Typed(text[:_LONGEST_TEXT], is_cut=len(text) > _LONGEST_TEXT)


def _marked(node: nodes.Node, text: str) -> Iterator[Typed]:
    """Yield the text of inline markup with its marks: the words alone can be anywhere."""
    is_all = len(text) <= _LONGEST_TEXT and "\n" not in text
    first = text.partition("\n")[0][:_LONGEST_TEXT]
    for kind, marks in _MARKS:
        if first and isinstance(node, kind):
            yield from (
                Typed(f"{mark}{first}{mark if is_all else ''}", is_cut=True) for mark in marks
            )


def _image_names(node: nodes.image) -> Iterator[Typed]:
    candidates: dict[str, str] = node.get("candidates", {})
    names = [_image_name(str(uri)) for uri in (*candidates.values(), node.get("uri", ""))]
    # Sphinx has the files of "chart.*" by their types, and chooses one.
    if candidates and not {"*", "?"} & candidates.keys():
        yield Typed(f"{names[0].text.rpartition('.')[0]}.*")
    yield from names


def _image_name(uri: str) -> Typed:
    # Sphinx changes the path of a local file, but not its name.
    return Typed(uri, is_url=True) if "://" in uri else Typed(uri.rpartition("/")[2])


def _url(url: str) -> Iterator[Typed]:
    yield Typed(url, is_url=True)
    if len(url) > _LONGEST_TEXT:
        yield Typed(url[:_LONGEST_TEXT], is_url=True, rest=url[_LONGEST_TEXT:])


def own_url(node: nodes.Node) -> tuple[Typed, ...]:
    """Return the URL of a link, or the name of an image; none for links of Sphinx."""
    if isinstance(node, nodes.image):
        return tuple(typed_for(node))[:1]
    if isinstance(node, nodes.reference) and not node.get("reftitle"):
        url = str(node.get("refuri", ""))
        return tuple(_url(url)) if "://" in url else ()
    return ()


def _beginning(node: nodes.Element) -> str:
    """Return as much of a node's text as is searched for; the whole text of a long node takes time."""
    if type(node).astext is not nodes.Element.astext:
        return node.astext()
    text = ""
    for number, child in enumerate(node.children):
        text += (node.child_text_separator if number else "") + child.astext()
        is_long = len(text) > _LONGEST_TEXT and len(text.strip()) > _LONGEST_TEXT
        if is_long and len(text.split(None, _WORDS)) > _WORDS:
            break
    return text


def descendants(node: nodes.Node) -> list[nodes.Node]:
    """Return a node and all nodes in it, in document order; `Node.findall` is several times slower."""
    found: list[nodes.Node] = []
    stack = [node]
    while stack:
        current = stack.pop()
        found.append(current)
        if current.children:
            stack += reversed(current.children)
    return found
