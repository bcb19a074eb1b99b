"""The script that every page gets, made from files: axe, the helpers, the runtime, the probes.

There is no build step. Each of our files is one CommonJS module; it is wrapped so that it loads
without `require` or `eval`, and values reach it as arguments only, never as source text.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.web.instrumentation import MARK_ATTRIBUTE

__all__ = ["SILENCE_DIALOGS", "axe_path", "live_script", "page_script", "picture_function"]

# A dialog stops a page until someone answers; nobody sits here. The page's own world must hold this, so
# it only reports that a dialog was asked for; a frame reports to its page, where it may reach it.
SILENCE_DIALOGS = """(() => {
  const answer = (kind, value) => function () {
    const event = new CustomEvent("a11ycheck-dialog", { detail: kind });
    try {
      top.dispatchEvent(event);
    } catch {
      window.dispatchEvent(event);
    }
    return value;
  };
  window.alert = answer("alert", undefined);
  window.confirm = answer("confirm", false);
  window.prompt = answer("prompt", null);
  window.print = answer("print", undefined);
  window.open = answer("open", null);
})();
"""


def axe_path() -> Path:
    """Return the path of `axe.min.js`, which the package carries."""
    return Path(str(files("a11ycheck") / "_axe" / "axe.min.js"))


def page_script(probes: tuple[ProbeRequest, ...]) -> str:
    """Return the source that defines `a11ycheck` (the runtime) and `a11yProbes` in a page's world."""
    marks = _wrap(Path(str(files("a11ycheck.browser") / "marks.js")))
    return _join(_sources(probes), f"{marks}({json.dumps(MARK_ATTRIBUTE)})")


def live_script(probes: tuple[ProbeRequest, ...]) -> str:
    """Return the same for a page that lives on: it watches nothing, and `a11ycheck.leave()` undoes it."""
    bundle = _join(_sources(probes), _NO_MARKS)
    enter = _wrap(Path(str(files("a11ycheck.browser") / "visitor.js")))
    return f"({enter})((define) => {{\n{bundle}}});\n"


def picture_function() -> str:
    """Return the function that brings an element into view and says what part of the page to picture."""
    return _wrap(Path(str(files("a11ycheck.browser") / "picture.js")))


def _sources(probes: tuple[ProbeRequest, ...]) -> tuple[tuple[str, Path], ...]:
    return tuple(sorted({probe.rule: probe.source for probe in probes}.items()))


_PARTS = ("hasher", "sight", "suspects", "menus", "likeness", "keyboard", "runtime")
# Pages that we do not serve carry no marks.
_NO_MARKS = "{ nearest: () => [-1, 0], take() {} }"


@cache
def _join(probes: tuple[tuple[str, Path], ...], marks: str) -> str:
    page = _wrap(Path(str(files("a11ycheck.rules") / "_page" / "page.js")))
    hasher, sight, suspects, menus, likeness, keyboard, runtime = (
        _wrap(Path(str(files("a11ycheck.browser") / f"{name}.js"))) for name in _PARTS
    )
    table = _table({rule: _wrap(source) for rule, source in probes})
    return (
        f"{axe_path().read_text(encoding='utf-8')}\n"
        f"{{\nconst marks = {marks};\n"
        f"const hasher = {hasher};\nconst sight = {sight}();\n"
        f"const suspects = {suspects}(sight);\nconst menus = {menus}(sight, suspects);\n"
        f"const keyboard = {keyboard}(sight, suspects, menus, {likeness}(sight, hasher));\n"
        f"window.a11ycheck = {runtime}(axe, {page}, {{ marks, keyboard, hasher }});\n"
        "}\n"
        f"window.a11yProbes = {table};\n"
        "//# sourceURL=a11ycheck/page.js\n"
    )


def _wrap(path: Path) -> str:
    """Return an expression whose value is what the CommonJS module in the file exports."""
    source = path.read_text(encoding="utf-8")
    return f"(function (module) {{\n{source}\nreturn module.exports;\n}})({{ exports: {{}} }})"


def _table(probes: Mapping[str, str]) -> str:
    # Rule ids are folder names in kebab-case, so they need no escaping.
    return "{" + ",\n".join(f'"{rule}": {source}' for rule, source in probes.items()) + "}"
