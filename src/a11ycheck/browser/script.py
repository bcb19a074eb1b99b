"""The script that every page gets, assembled from files: axe, the helpers, the runtime, the probes.

There is no build step. Each of our files is one CommonJS module; it is wrapped so that it loads
without `require` or `eval`, and values reach it as arguments only, never as source text.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from a11ycheck.browser.field_names import MARK
from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.language import link_words
from a11ycheck.web.marks import MARK_ATTRIBUTE

__all__ = [
    "LEFT_URL",
    "SILENCE_DIALOGS",
    "LiveScripts",
    "axe_path",
    "live_scripts",
    "module_function",
    "page_hooks",
    "page_script",
]

LEFT_URL = "about:blank#a11ycheck-left"
"""What a tab shows between two pages: distinct from what a page can end at by itself."""

# A dialog would block the page until somebody answers it. This runs in the page's own world, so it only
# reports that a dialog was called; a frame reports to the top window, if it can access that. The page
# may have globals of its own by the names of what this calls.
SILENCE_DIALOGS = """(() => {
  const { CustomEvent } = window;
  const { apply } = Reflect;
  const { dispatchEvent } = EventTarget.prototype;
  const answer = (kind, value) => function () {
    const event = new CustomEvent("a11ycheck-dialog", { detail: kind });
    try {
      apply(dispatchEvent, top, [event]);
    } catch {
      apply(dispatchEvent, window, [event]);
    }
    return value;
  };
  window.alert = answer("alert", undefined);
  window.confirm = answer("confirm", false);
  window.prompt = answer("prompt", null);
  window.print = answer("print", undefined);
  // In the same window, it navigates.
  const { open } = window;
  const openWindow = answer("open", null);
  window.open = function (url, target, ...features) {
    const isOwn = /^_(?:self|top|parent)$/i.test(String(target));
    return isOwn ? open.call(this ?? window, url, target, ...features) : openWindow();
  };
})();
"""


def page_hooks() -> str:
    """Return the script for the page's own world: it answers dialogs, and notes what leaves no trace."""
    return f"{SILENCE_DIALOGS}{_module('page_hooks')}({_module('page_clock')}());\n"


def axe_path() -> Path:
    """Return the path of `axe.min.js`, which the package contains."""
    return Path(str(files("a11ycheck") / "_axe" / "axe.min.js"))


def page_script(probes: tuple[ProbeRequest, ...]) -> str:
    """Return the source that defines `a11ycheck` (the runtime) and `a11yProbes` in an isolated world.

    It does so in every document but that of `LEFT_URL`, which takes the place of a page that was left.
    """
    marks = f"{_module('marks')}({json.dumps(MARK_ATTRIBUTE)})"
    axe = axe_path().read_text(encoding="utf-8")
    run = f"(function () {{\n{axe}\n{_join(_sources(probes), marks)}}})"
    enter = f"{_module('present_documents')}.enter({_module('blank_frames')}, {run})"
    script = f"{_module('timers')}();\n{enter};\n"
    return f"if (window !== top || location.href !== {json.dumps(LEFT_URL)}) {{\n{script}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveScripts:
    """Two scripts for a page that lives on: one to run before axe is there, one after it.

    They define the same as `page_script`, and `a11ycheck.leave()`, which removes all of it and axe.
    """

    before: str
    after: str


def live_scripts(probes: tuple[ProbeRequest, ...]) -> LiveScripts:
    """Return the scripts for a page that somebody else's driver shows."""
    return LiveScripts(
        before=f"{_module('injected')}.begin();\n",
        after=f"{_module('injected')}.define(() => {{\n{_join(_sources(probes), _NO_MARKS)}}});\n",
    )


def module_function(name: str) -> str:
    """Return the function that a module exports, for one call in a page."""
    return _module(name)


def _sources(probes: tuple[ProbeRequest, ...]) -> tuple[tuple[str, Path], ...]:
    return tuple(sorted({probe.rule: probe.source for probe in probes}.items()))


_TRIALS = (
    "controls",
    "media",
    "leaves",
    "linked",
    "link_context",
    "link_targets",
    "changes",
    "moving",
    "open_roots",
    "device_motion",
    "fields",
    "pressing",
    "page_answers",
)

# Pages that we do not serve have no numbered start tags.
_NO_MARKS = "{ all: () => [], nearest: () => [-1, 0], take() {} }"

# What the scan and the walk are made of, by the name by which they call each part.
_KEYBOARD = {
    "createVisibility": "visibility",
    "createSuspects": "suspects",
    "createMenus": "menus",
    "createNearbyStyles": "nearby_styles",
    "createStepBefore": "step_before",
    "createKnownStops": "known_stops",
    "createKnownFailures": "known_failures",
    "createKeptScroll": "kept_scroll",
    "createDrawingHosts": "drawing_hosts",
    "hasher": "hasher",
}
# What a look at the tab stops is made of, and what else the walk is.
_WALK_PARTS = {
    "createVisibility": "visibility",
    "createSuspects": "suspects",
    "createMotion": "motion",
    "createFocusMarks": "focus_marks",
    "createStyleChanges": "style_changes",
    "createIndicator": "indicator",
    "createPageChanges": "page_changes",
    "createKeptScroll": "kept_scroll",
    "createKnownStops": "known_stops",
    "createNearbyStyles": "nearby_styles",
    "hasher": "hasher",
    "ask": "page_answers",
}
_WALK = {
    "createObscured": "obscured",
    "createTraps": "traps",
    "createHelp": "help",
    "createShortcutControls": "shortcut_controls",
    "createShortcuts": "shortcuts",
    "createImageBackdrops": "image_backdrops",
    "createPixels": "pixels",
    "createRehearsal": "rehearsal",
    "ask": "page_answers",
}


@cache
def _join(probes: tuple[tuple[str, Path], ...], marks: str) -> str:
    page = _wrap(Path(str(files("a11ycheck.rules") / "_page" / "page.js")))
    # Rule ids are folder names in kebab-case, so they need no escaping.
    table = ",\n".join(f'"{rule}": {_wrap(source)}' for rule, source in probes)
    keyboard, walk_parts, walk = (
        ", ".join(f"{name}: {_module(module)}" for name, module in parts.items())
        for parts in (_KEYBOARD, _WALK_PARTS, _WALK)
    )
    shown = f"{_module('shown')}(concealment, {_module('loading_screen')}(), holdsPage)"
    contrast = ", ".join(map(_module, ("contrast_text", "contrast_backdrop")))
    answers = _module("page_answers")
    activity = f"{_module('activity')}({answers})"
    repairs = ("text_blocks", "icon_ligatures", "axe_scrolled", "css_names")
    repaired = "".join(f"void {_module(name)}(window.axe);\n" for name in repairs)
    trials = ",\n".join(f"{name}: {_module(name)}" for name in _TRIALS)
    return (
        f"const clipping = {_module('clipping')}();\n"
        f"const reactions = {_module('reactions')}({answers});\n"
        f"const frames = {_module('frames')};\n"
        f"const openRoots = {_module('open_roots')};\n"
        f"const pageMemory = {_module('page_memory')}(openRoots);\n"
        f"const fieldNames = {_module('field_names')}({json.dumps(MARK)});\n"
        f"const typedKeys = {_module('typed_keys')}();\n"
        f"const canvasColour = {_module('canvas_colour')};\n"
        f"const walkParts = {_module('walk_parts')}"
        f"({{ {walk_parts}, frames, openRoots, pageMemory, canvasColour, reactions }});\n"
        f"void {_module('contrast')}(window.axe, canvasColour, {contrast});\n"
        f"void {_module('contrast_overlap')}(window.axe, canvasColour);\n"
        f"void {_module('contrast_look')}(window.axe, {_module('hasher')}, canvasColour);\n"
        f"{repaired}"
        f"void {_module('axe_corrections')}(window.axe, {_module('label_in_name')}());\n"
        f"const concealment = {_module('concealment')}(), holdsPage = {_module('held_page')};\n"
        f"const {{ isOnItsWay }} = {_module('blank_frames')}, silentFrames = {_module('silent_frames')};\n"
        "const frameParts = { isOnItsWay, openRoots, holdsPage, ...concealment, ...silentFrames };\n"
        f"void {_module('untested_frames')}(window.axe, frameParts);\n"
        f"window.a11ycheck = {_module('runtime')}(window.axe, {page}, {{\n"
        f"createAxeRun: {_module('axe_run')}, axeParts: {{ createAxeErrors: {_module('axe_errors')},\n"
        f"createAxeCarrying: {_module('axe_carrying')},\n"
        f"createAxeEconomy: {_module('axe_economy')}, ...frameParts }},\n"
        f"fingerprints: {_module('fingerprints')}({_module('hasher')}),\n"
        f"marks: {marks}, fieldNames,\n"
        f"renewDocuments: () => {_module('present_documents')}.renew(openRoots),\n"
        f"skippedContent: {_module('skipped_content')}(),\n"
        f"keyboard: {_module('keyboard')}({{ {keyboard}, reactions, frames, openRoots, pageMemory }}),\n"
        f"walk: {_module('walk')}(walkParts, {{ {walk}, reactions, clipping, pageMemory, typedKeys }}),\n"
        f"otherVariant: {_module('other_variant')}(walkParts),\n"
        f"mirrored: {_module('mirror')},\n"
        f"trials: {_module('trials')}({{ {trials} }}),\n"
        "clipping,\n"
        f"createSpacing: {_module('spacing')},\n"
        f"createShadowTree: {_module('shadow_tree')},\n"
        f"hasOwnWords: {_module('own_words')}({json.dumps(sorted(link_words()))}),\n"
        f"isIconName: {_module('icon_names')}(),\n"
        f"layers: {_module('layers')}(canvasColour), drawings: {_module('drawings')}(),\n"
        f"...{_module('own_style')},\n"
        f"createMediaAnswers: {_module('media_answers')}({_module('hasher')}, {answers}),\n"
        f"ask: {answers},\n"
        f"state: {_module('page_state')}"
        f"({_module('hasher')}, {shown}, {activity}, frames, openRoots, fieldNames.hide, isOnItsWay),\n"
        "});\n"
        f"window.a11yProbes = {{{table}}};\n"
        "//# sourceURL=a11ycheck/page.js\n"
    )


def _module(name: str) -> str:
    return _wrap(Path(str(files("a11ycheck.browser") / f"{name}.js")))


def _wrap(path: Path) -> str:
    """Return an expression whose value is what the CommonJS module in the file exports."""
    source = path.read_text(encoding="utf-8")
    return f"(function (module) {{\n{source}\nreturn module.exports;\n}})({{ exports: {{}} }})"
