"""Examine the browser itself: whether it starts, and whether it can show Arabic script."""

from dataclasses import dataclass
from urllib.parse import quote

from a11ycheck.browser.binaries import version_of
from a11ycheck.browser.launcher import Launcher
from a11ycheck.browser.tab import Tab

__all__ = ["Examination", "examine"]

# Letters of Arabic, and those that only Sorani Kurdish has: a font can have the first without the second.
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SORANI = "ئپچژڕڤگڵۆێەیک"
_PAGE = (
    '<!doctype html><html lang="ckb" dir="rtl"><meta charset="utf-8"><title>Fonts</title>'
    f"<p id=letters>{_ARABIC}{_SORANI}"
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
    """The result of a trial start; `missing_letters` are those of Arabic and Sorani that no font has."""

    browser_path: str
    browser_version: str
    driver_path: str
    driver_version: str
    sandbox_off: str
    arabic_fonts: tuple[str, ...]
    missing_letters: str


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
            arabic_fonts=_fonts(tab),
            missing_letters=_missing(tab),
        )
    finally:
        session.close()


def _fonts(tab: Tab) -> tuple[str, ...]:
    tab.cdp("DOM.enable")
    tab.cdp("CSS.enable")
    root = tab.cdp("DOM.getDocument")["root"]["nodeId"]
    node = tab.cdp("DOM.querySelector", {"nodeId": root, "selector": "#letters"})["nodeId"]
    fonts = tab.cdp("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return tuple(str(font["familyName"]) for font in fonts)


def _missing(tab: Tab) -> str:
    letters = _ARABIC + _SORANI
    expression = f"({_MISSING})('{letters}')"
    answer = tab.cdp("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return str(answer["result"].get("value", ""))
