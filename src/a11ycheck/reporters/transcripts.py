"""What is announced of pages: for a terminal, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from a11ycheck.model import SourceLocation
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import current_locale, translate
from a11ycheck.reporters.spoken_text import spoken
from a11ycheck.speech import Announcement, View
from a11ycheck.speech.listening import WORDS_PER_MINUTE, ListeningCost, Way

__all__ = ["PageTranscript", "transcript_schema", "transcripts_as_json", "transcripts_as_text"]

SCHEMA: Final = "a11ycheck-transcript/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTranscript:
    """The announcements of a page with their source locations; `others` are variants that differ.

    `variants` are those that show this. `cost` is None where nothing marks the main content. `omitted`
    counts the nodes at the end of the page that were too many to keep.
    """

    page: str
    variants: tuple[str, ...]
    others: tuple[str, ...]
    announcements: tuple[Announcement, ...]
    sources: tuple[SourceLocation | None, ...]
    cost: ListeningCost | None
    omitted: int = 0


def transcripts_as_text(
    pages: Sequence[PageTranscript], view: View, *, verbose: bool = False
) -> str:
    """Return a line for each announcement, below the name of its page; `verbose` adds source lines."""
    return "\n".join(line for page in pages for line in _lines(page, view, verbose=verbose)) + "\n"


def _lines(page: PageTranscript, view: View, *, verbose: bool) -> Iterator[str]:
    yield f"{text.path(page.page)}:"
    for item, source in zip(page.announcements, page.sources, strict=True):
        indent = "  " * item.level if view is View.HEADINGS else "  "
        where = f"  [{text.source_line(source)}]" if verbose and source is not None else ""
        yield f"{indent}{spoken(item)}{where}"
    if not page.announcements:
        yield f"  {translate('Nothing is announced.')}"
    if page.omitted:
        yield f"  ({translate('The page is too long: its end is left out.')})"
    if view is View.TRANSCRIPT:
        yield from _cost_lines(page.cost)
    if page.others:
        names = translate(", ").join(page.others)
        yield f"  ({translate('Other variants announce something else: {names}.', names=names)})"
    yield ""


def _cost_lines(cost: ListeningCost | None) -> Iterator[str]:
    if cost is None:
        return
    labels = {
        Way.READING: translate("Before the main content, reading on"),
        Way.HEADINGS: translate("Before the main content, by headings"),
        Way.TAB: translate("Before the main content, by Tab"),
        Way.SKIP_LINK: translate("Before the main content, by the skip link"),
    }
    yield ""
    for way, found in cost.ways.items():
        items, words = text.count(found.items, "item"), text.count(found.words, "word")
        times = " / ".join(f"{found.seconds(pace):.0f}" for pace in WORDS_PER_MINUTE)
        paces = " / ".join(map(str, WORDS_PER_MINUTE))
        pace = translate("{seconds} s at {paces} words a minute", seconds=times, paces=paces)
        yield f"  {labels[way]}: {items}, {words}, {pace}"


def transcripts_as_json(pages: Sequence[PageTranscript], view: View) -> str:
    """Return the announcements as JSON, which `transcript.schema.json` describes."""
    document = {
        "schema": SCHEMA,
        "view": str(view),
        "lang": current_locale().code,
        "pages": [_page(page) for page in pages],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def transcript_schema() -> dict[str, Any]:
    """Return the JSON Schema of `transcripts_as_json`."""
    path = files("a11ycheck.reporters") / "transcript.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _page(page: PageTranscript) -> dict[str, Any]:
    return {
        "page": page.page,
        "variants": list(page.variants),
        "other_variants": list(page.others),
        "omitted": page.omitted,
        "items": [
            _item(item, source)
            for item, source in zip(page.announcements, page.sources, strict=True)
        ],
        "listening": _listening(page.cost),
    }


def _item(item: Announcement, source: SourceLocation | None) -> dict[str, Any]:
    return {
        "text": spoken(item),
        "role": item.role,
        "name": item.name,
        "level": item.level or None,
        "states": dict(item.states),
        "language": item.language,
        "url": item.url,
        "selector": item.element.selector if item.element else "",
        "source": _source(source),
    }


def _source(source: SourceLocation | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"file": source.file, "line": source.line, "precision": str(source.precision)}


def _listening(cost: ListeningCost | None) -> dict[str, Any] | None:
    if cost is None:
        return None
    return {
        "has_main": cost.has_main,
        "before_main": {
            str(way): {
                "items": found.items,
                "words": found.words,
                "seconds": {str(pace): round(found.seconds(pace), 1) for pace in WORDS_PER_MINUTE},
            }
            for way, found in cost.ways.items()
        },
        "page": {"items": cost.page.items, "words": cost.page.words},
    }
