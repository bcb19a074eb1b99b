"""Find the folder that a single page's root-relative links start from."""

from pathlib import Path

__all__ = ["site_root"]

# What stands at the top of a built site and nowhere below.
_MARKS = (
    "objects.inv",
    "searchindex.js",
    ".nojekyll",
    "CNAME",
    "robots.txt",
    "sitemap.xml",
    "404.html",
    "_static",
)


def site_root(file: Path) -> Path:
    """Return the folder to serve so that the links of the page in `file` (resolved) work.

    That is the nearest folder above with a mark of a site's top, such as `objects.inv`, `robots.txt`
    or `_static`; else the topmost of the folders above that follow one another with an `index.html`;
    else the page's own folder. The search ends at a project's top (`.git`) and below the home folder.
    """
    candidates = _candidates(file)
    for folder in candidates:
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    indexed = [(folder / "index.html").is_file() for folder in candidates]
    if True not in indexed:
        return file.parent
    first = indexed.index(True)
    last = indexed.index(False, first) if False in indexed[first:] else len(indexed)
    return candidates[last - 1]


def _candidates(file: Path) -> list[Path]:
    """Return the folders above the file, nearest first: at least its own."""
    folders = [file.parent]
    home = Path.home()
    while not (folders[-1] / ".git").exists():
        parent = folders[-1].parent
        if parent in (folders[-1], home, Path(parent.anchor)):
            break
        folders.append(parent)
    return folders
