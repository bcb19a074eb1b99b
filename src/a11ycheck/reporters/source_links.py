"""URLs of source lines and pages, made from templates: of a repository, an editor, or a folder."""

from urllib.parse import quote, urlsplit

from a11ycheck.model import Finding, Precision, SourceLocation
from a11ycheck.reporters.reporter import Context
from a11ycheck.reporters.text import link
from a11ycheck.reporters.triage import primary

__all__ = ["editor_link", "page_link", "source_link", "source_url"]

# Letters of any script stay readable; all that could end a URL or start markup is encoded.
_SAFE = "/-._~"
_SCRIPTS = frozenset({"", "javascript", "data", "vbscript", "blob"})


def source_url(finding: Finding, context: Context) -> str:
    """Return the URL of the first source line of a finding, "" if there is none."""
    source = primary(finding).source
    return source_link(source, context) if source else ""


def source_link(source: SourceLocation, context: Context) -> str:
    """Return the URL of a source line in the repository, "" without a template."""
    return link(_filled(context.source_url, source, source.file))


def editor_link(source: SourceLocation, context: Context) -> str:
    """Return the URL that opens a source line in an editor, "" without a template."""
    if urlsplit(context.editor_url).scheme.lower() in _SCRIPTS:
        return ""
    return _filled(context.editor_url, source, f"{context.root.rstrip('/')}/{source.file}")


def page_link(page: str, context: Context) -> str:
    """Return the URL of a page: its own, or that of its file below the audited folder."""
    if url := link(page):
        return url
    return f"{context.page_url}{quote(page, safe=_SAFE)}" if context.page_url else ""


def _filled(template: str, source: SourceLocation, file: str) -> str:
    if not template:
        return ""
    line = 1 if source.precision is Precision.PAGE else source.line
    return template.replace("{file}", quote(file, safe=_SAFE)).replace("{line}", str(line))
