"""Pages on which `sphinx.ext.viewcode` shows a module: each line there is a line of the module's file."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from a11ycheck.sphinxext.lines import BLOCK, EXACT, Line
from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["code_lines", "module_of"]

_FOLDER = "_modules/"
# The first line feed in a `<pre>` belongs to no line.
_BEGIN = re.compile(r"<pre>\n?")
# Around each object Sphinx puts a box and a link back, with line feeds that are none of the module's.
_BOX = r'<div class="viewcode-block"[^>]*>\n|</div>\n'
_BACK = r'<a class="viewcode-back"[^>]*>[^<]*</a>\n'
_END = re.compile(rf"{_BOX}|{_BACK}|(?P<end>\n)")


def module_of(pagename: str) -> str:
    """Return the name of the module that a page shows, "" for any other page."""
    name = pagename.removeprefix(_FOLDER)
    return "" if name in {pagename, "index"} else name.replace("/", ".")


def code_lines(module: str, body: str) -> Iterator[tuple[int, Line, int]]:
    """Yield the offset of each start tag of a page, where its code begins, and how far below the tag is.

    What stands around the code belongs to the whole of it: a button to copy it, for one.
    """
    begin = _BEGIN.search(body)
    try:
        file, _ = ModuleAnalyzer.get_module_source(module)
    except PycodeError:  # the module is not there any more: Sphinx shows what it has kept of it
        return
    if begin is None or file is None:
        return
    feeds = _END.finditer(body, begin.end())
    ends = [feed.start() for feed in feeds if feed["end"]]
    top, code = Line(str(file), 1, BLOCK), Line(str(file), 1, EXACT)
    for offset in find_start_tags(body):
        is_code = offset >= begin.end()
        yield offset, code if is_code else top, bisect_right(ends, offset) if is_code else 0
