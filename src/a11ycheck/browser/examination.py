"""Examine the browser itself: whether it starts, can show Arabic script, and has fonts of usual widths."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from a11ycheck.browser.binaries import version_of
from a11ycheck.browser.launcher import Launcher
from a11ycheck.browser.tab import Tab

__all__ = ["Examination", "examine"]

# Letters of Arabic, and those that only Sorani Kurdish has: a font can have the first without the second.
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SORANI = "ئپچژڕڤگڵۆێەیک"
# Fonts that most pages name, and those with the same widths: text breaks and overflows as for most readers.
_COMPATIBLE = {
    "Arial": frozenset({"Arial", "Arimo", "Helvetica", "Liberation Sans", "Nimbus Sans"}),
    "Times New Roman": frozenset(
        {"Times New Roman", "Times", "Tinos", "Liberation Serif", "Nimbus Roman"}
    ),
    "Courier New": frozenset({"Courier New", "Cousine", "Liberation Mono", "Nimbus Mono PS"}),
}
_PAGE = (
    '<!doctype html><html lang="ckb" dir="rtl"><meta charset="utf-8"><title>Fonts</title>'
    f"<p id=letters>{_ARABIC}{_SORANI}"
    + "".join(f'<p class=named style="font-family: {name}">Latin' for name in _COMPATIBLE)
)
# A letter that no font has is drawn as the same box as a code point that is no character.
_MISSING = """(letters) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (letter) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = "24px sans-serif";
    pen.fillText(letter, 8, 28);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const box = drawn("\\u{10FFFD}");
  return [...letters].filter((letter) => drawn(letter) === box).join("");
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The result of a trial start.

    `missing_letters` are those of Arabic and Sorani that no font has, and `other_widths` the fonts that
    stand for usual ones and have other widths, by the name of the usual one.
    """

    browser_path: str
    browser_version: str
    driver_path: str
    driver_version: str
    sandbox_off: str
    arabic_fonts: tuple[str, ...]
    missing_letters: str
    other_widths: Mapping[str, str]


def examine(launcher: Launcher) -> Examination:
    """Start a browser, examine it, and end it; BrowserError if it does not start."""
    session = launcher.start()
    binaries = launcher.binaries
    try:
        tab = session.open_tab(())
        tab.navigate("data:text/html;charset=utf-8," + quote(_PAGE))
        return Examination(
            browser_path=binaries.program,
            browser_version=session.version,
            driver_path=binaries.driver,
            driver_version=session.driver_version or version_of(binaries.driver),
            sandbox_off=launcher.sandbox_off,
            arabic_fonts=_fonts(tab, "#letters")[0],
            missing_letters=_missing(tab),
            other_widths=_other_widths(tab),
        )
    finally:
        session.close()


def _fonts(tab: Tab, selector: str) -> list[tuple[str, ...]]:
    """Return the fonts in which each element that matches is displayed."""
    tab.cdp("DOM.enable")
    tab.cdp("CSS.enable")
    root = tab.cdp("DOM.getDocument")["root"]["nodeId"]
    found = tab.cdp("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    shown = [tab.cdp("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in found]
    return [tuple(str(font["familyName"]) for font in fonts) for fonts in shown]


def _other_widths(tab: Tab) -> Mapping[str, str]:
    shown = zip(_COMPATIBLE, _fonts(tab, ".named"), strict=True)
    return {name: fonts[0] for name, fonts in shown if fonts and fonts[0] not in _COMPATIBLE[name]}


def _missing(tab: Tab) -> str:
    letters = _ARABIC + _SORANI
    expression = f"({_MISSING})('{letters}')"
    answer = tab.cdp("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return str(answer["result"].get("value", ""))
