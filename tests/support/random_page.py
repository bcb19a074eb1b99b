"""Pages of random styles, the same for the same seed: everything that decides on the contrast of a text."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

__all__ = ["random_page"]

_COLOURS = (
    *("#000", "#fff", "#777", "#767676", "#888", "navy", "gold", "red", "currentcolor", "inherit"),
    *("transparent", "rgb(120 120 120 / 50%)", "rgba(255, 255, 255, .8)", "rgba(0, 0, 0, .01)"),
    *("hsl(210 50% 40%)", "oklch(0.6 0.1 200)", "color-mix(in srgb, red, white)", "CanvasText"),
    *("color-mix(in oklch, blue 30%, yellow)", "color(display-p3 1 0 0)", "lab(50% 40 59 / .5)"),
    *("light-dark(#222, #ddd)", "color(srgb 0.1 0.51 0.9)", "hwb(90 10% 20% / 0.3)", "Canvas"),
)
_OPAQUE = ("#000", "#fff", "#333", "#777", "#eee", "navy", "white", "lightyellow", "rgb(1, 80, 90)")
_BLENDS = ("multiply", "screen", "difference", "luminosity", "normal")
_OVERFLOWS = ("hidden", "auto", "scroll", "clip", "hidden visible", "auto hidden", "visible")
_TRANSFORMS = ("rotate(3deg)", "translate(5px, 2px)", "scale(1.2)", "translateZ(0)", "scale(0)")
_CLIPS = ("inset(0)", "inset(60%)", "circle(0)", "circle(40%)", "polygon(0 0, 100% 0, 50% 100%)")
_SHADOWS = (
    *("1px 1px 2px #000", "0 0 4px red, 1px 1px white", "0 0 20px #fff", "none"),
    "-1px -1px 0 #000, 1px -1px 0 #000, -1px 1px 0 #000, 1px 1px 0 #000",
)
_DISPLAYS = (
    *("inline", "block", "inline-block", "flex", "inline-flex", "grid", "flow-root", "list-item"),
    *("contents", "none", "table", "table-cell", "-webkit-box"),
)
_IMAGES = (
    *("linear-gradient(red, blue)", "radial-gradient(#fff, #000)", "none"),
    "url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
)
_FONTS = ("serif", "sans-serif", "monospace", "no-such-font, cursive")
_WIDTHS = ("40px", "100px", "50%", "120%", "0", "1px", "300px", "calc(50% + .3px)", "max-content")
_TEXTS = (
    *("Some words", "word", "x", "!", "→", "★ ★", "1", "Größe", "نص عربي", "漢字", "👍", "…", " "),
    *(
        "a longer text that takes more than one line in a narrow box",
        "\u00a0",
        "(",
        "Ok.",
        "\ue001",
    ),
    *("and more", "_name_", "f(x)", "1\ufe0f\u20e3", "\u200bzero", "home", "1,234.5"),
)
_BLOCKS = ("div", "p", "section", "ul", "li", "blockquote", "pre", "h2", "article", "nav", "center")
_INLINES = ("span", "a", "em", "code", "b", "small", "label", "mark", "abbr", "button", "sub")
_FORMS = (
    *("<input value='Text'>", "<input disabled>", "<input type=checkbox>", "<input type=submit>"),
    *("<select><option>One<option>Two</select>", "<textarea>Text</textarea>", "<select></select>"),
    *("<input type=password>", "<input value='' placeholder=Name>", "<button disabled>No</button>"),
    "<label>Name <input></label><label for=off>Off</label><input id=off disabled>",
    "<fieldset disabled><legend>Group</legend><button>Go</button><p>In it</p></fieldset>",
    "<span id=lab>Label</span><input disabled aria-labelledby=lab>",
    "<form><input name=children><input name=getBoundingClientRect>In a form <b>bold</b></form>",
    "<form style='color: #999'>Text<input name=nodeName></form>",
)
_OTHERS = (
    "<svg width=80 height=20><rect width=80 height=20 fill=gold /><text y=15>In SVG</text></svg>",
    "<img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width=40 height=20>",
    "<canvas width=20 height=20>Inside</canvas>",
    "<details><summary>Summary</summary><p>Details</p></details>",
    "<details open><summary>Summary</summary><p>Details</p></details>",
    "<dl><dt>Term</dt><dd>Text</dd></dl><hr>one<br>two<br>",
    "<dialog open>Dialog <p>in it</p></dialog>",
    "<p inert>Inert <b>text</b></p><p aria-disabled=true>Off <i>too</i></p>",
    "<p aria-hidden=true>Hidden</p><p hidden>Hidden</p><template>None</template><slot>Slot</slot>",
    "<math><mi>x</mi></math><iframe srcdoc='<p>Frame' width=50 height=20></iframe>",
    "<object width=20 height=20>Fallback</object><video width=20 height=10></video><noscript>No",
)
_PARTS = "<p>In a shadow <b>bold</b></p>", "<slot></slot>", "<span>own</span><slot>fallback</slot>"


class _Page:
    """One page in the making."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - pages, no secrets
        # How many elements have unusual styles: from none to most.
        self._oddity = self._random.choice((0.0, 0.02, 0.1, 0.3, 0.6))
        self._palette = [self._random.choice(_OPAQUE) for _ in range(self._random.randint(1, 4))]
        self._rules: list[str] = []
        self._left = self._random.randint(8, 60)

    def html(self) -> str:
        """Return the whole document without its doctype."""
        pick = self._random
        body = "".join(self._element(0) for _ in range(pick.randint(2, 8)))
        root = f"color-scheme: light dark; background: {self._colour()}" if self._odd() else ""
        own = f"background: {self._colour()}" if pick.random() < 0.6 else ""
        if self._odd():
            own += f"; {self._style()}"
        if self._odd():
            root += f"; {self._style()}"
        direction = " dir=rtl" if pick.random() < 0.15 else ""
        rules = "\n".join(self._rules)
        return (
            f'<html lang=en{direction} style="{root}"><head><title>Page</title>'
            f'<style>{rules}</style></head><body style="{own}">{body}</body></html>'
        )

    def _odd(self) -> bool:
        return self._random.random() < self._oddity

    def _colour(self) -> str:
        return self._random.choice(_COLOURS if self._odd() else self._palette)

    def _length(self, least: int = -30, most: int = 60) -> str:
        return f"{self._random.choice((self._random.randint(least, most), 0.5, 0.3))}px"

    def _style(self) -> str:
        """Return one or more declarations that are not plain."""
        pick, colour, length = self._random, self._colour, self._length
        choices: Sequence[Callable[[], str]] = (
            lambda: f"position: relative; top: {length()}; left: {length()}",
            lambda: f"position: absolute; top: {length()}; left: {length()}",
            lambda: f"position: absolute; inset: 0; z-index: {pick.randint(-2, 3)}",
            lambda: f"position: {pick.choice(('fixed', 'sticky'))}; top: {length()}",
            lambda: f"position: relative; z-index: {pick.choice((-1, 0, 1, 2, 'auto'))}",
            lambda: f"opacity: {pick.choice((0, 0.5, 0.9, 0.99, 1))}",
            lambda: f"mix-blend-mode: {pick.choice(_BLENDS)}",
            lambda: f"background-blend-mode: {pick.choice(_BLENDS)}; background: {colour()}",
            lambda: f"background-image: {pick.choice(_IMAGES)}",
            lambda: f"filter: {pick.choice(('blur(1px)', 'invert(1)', 'none', 'opacity(.5)'))}",
            lambda: f"transform: {pick.choice(_TRANSFORMS)}",
            lambda: f"text-shadow: {pick.choice(_SHADOWS)}",
            lambda: f"-webkit-text-stroke: {pick.choice((0, 1, 2))}px {colour()}",
            lambda: f"-webkit-text-fill-color: {colour()}",
            lambda: f"overflow: {pick.choice(_OVERFLOWS)}; height: {length(0, 60)}",
            lambda: f"overflow: {pick.choice(_OVERFLOWS)}; width: {pick.choice(_WIDTHS)}",
            lambda: f"clip-path: {pick.choice(_CLIPS)}",
            lambda: "position: absolute; clip: rect(0px, 0px, 0px, 0px)",
            lambda: f"display: {pick.choice(_DISPLAYS)}",
            lambda: f"float: {pick.choice(('left', 'right', 'inline-start'))}; width: 90px",
            lambda: f"visibility: {pick.choice(('hidden', 'visible', 'collapse'))}",
            lambda: f"content-visibility: {pick.choice(('hidden', 'auto', 'visible'))}",
            lambda: f"width: {pick.choice(_WIDTHS)}; height: {pick.choice(_WIDTHS)}",
            lambda: f"margin: {length(-40)} {length(-60)}; padding: {length(0)}",
            lambda: f"font-size: {pick.choice(('0', '1px', '13.7px', '18pt', '14pt', '200%'))}",
            lambda: f"text-indent: {pick.choice(('-9999px', '5px', '-30px', '2000px'))}",
            lambda: f"contain: {pick.choice(('paint', 'layout', 'strict', 'content', 'size'))}",
            lambda: f"will-change: {pick.choice(('transform', 'opacity', 'position, top'))}",
            lambda: f"isolation: isolate; background: {colour()}",
            lambda: f"perspective: 10px; direction: {pick.choice(('rtl', 'ltr'))}",
            lambda: f"border: {pick.randint(0, 12)}px solid {colour()}; outline: 1px solid",
            lambda: f"columns: 2; line-height: {pick.choice(('0', '.5', '1', '3'))}",
            lambda: f"writing-mode: {pick.choice(('vertical-rl', 'horizontal-tb'))}",
            lambda: f"mask-image: {pick.choice(_IMAGES)}; backdrop-filter: blur(1px)",
            lambda: f"font-family: {pick.choice(_FONTS)}; letter-spacing: {length(-10, 10)}",
            lambda: f"pointer-events: none; zoom: {pick.choice((0.5, 1, 1.5))}",
            lambda: f"rotate: 5deg; scale: 1.{pick.randint(0, 3)}; translate: {length()}",
            lambda: f"color-scheme: {pick.choice(('dark', 'light'))}; background: Canvas",
        )
        return "; ".join(choice() for choice in pick.sample(choices, pick.choice((1, 1, 1, 2, 3))))

    def _declarations(self) -> str:
        pick = self._random
        found = []
        if pick.random() < 0.3:
            found.append(f"background-color: {self._colour()}")
        if pick.random() < 0.3:
            found.append(f"color: {self._colour()}")
        if pick.random() < 0.15:
            found.append(f"font-weight: {pick.choice((400, 600, 700, 'bold', 'lighter'))}")
        if pick.random() < 0.15:
            found.append(f"font-size: {pick.choice(('14px', '18.66px', '18.67px', '24px', '2em'))}")
        if self._odd():
            found.append(self._style())
        return "; ".join(found)

    def _pseudo(self, number: int) -> None:
        pick = self._random
        size = f"width: {pick.choice(_WIDTHS)}; height: {pick.choice(_WIDTHS)}"
        content = pick.choice(("''", "'text'", "none", "'★'"))
        position = pick.choice(("absolute", "absolute", "relative", "static", "fixed"))
        paint = f"background: {pick.choice((self._colour(), pick.choice(_IMAGES)))}"
        self._rules.append(
            f".p{number}::{pick.choice(('before', 'after'))}"
            f" {{ content: {content}; position: {position}; {size}; {paint} }}"
        )

    def _attributes(self) -> str:
        attributes = f' style="{self._declarations()}"'
        if self._odd() and self._random.random() < 0.3:
            number = len(self._rules)
            self._pseudo(number)
            attributes += f" class=p{number}"
        if self._odd() and self._random.random() < 0.2:
            attributes += self._random.choice(
                (" id=off", " id=lab", " aria-disabled=true", " inert")
            )
        return attributes

    def _text(self) -> str:
        return self._random.choice(_TEXTS) if self._odd() else self._random.choice(_TEXTS[:2])

    def _content(self, depth: int) -> str:
        parts = [self._text()]
        for _ in range(self._random.randint(0, 4)):
            parts.append(self._element(depth + 1) if depth < 7 else "")
            if self._random.random() < 0.4:
                parts.append(self._text())
        return "".join(parts)

    def _element(self, depth: int) -> str:
        pick = self._random
        self._left -= 1
        if self._left < 0:
            return ""
        if self._odd() and pick.random() < 0.3:
            return self._special(depth)
        name = pick.choice(_BLOCKS if pick.random() < 0.55 else _INLINES)
        return f"<{name}{self._attributes()}>{self._content(depth)}</{name}>"

    def _special(self, depth: int) -> str:
        pick = self._random
        match pick.randint(0, 4):
            case 0:
                return pick.choice(_FORMS)
            case 1:
                cells = "".join(f"<td{self._attributes()}>{self._text()}" for _ in range(3))
                return f"<table{self._attributes()}><tr{self._attributes()}>{cells}</table>"
            case 2:
                mode = pick.choice(("open", "closed"))
                inner = f"<div{self._attributes()}>{pick.choice(_PARTS)}</div>"
                template = f"<template shadowrootmode={mode}>{inner}</template>"
                return f"<div{self._attributes()}>{template}{self._content(depth)}</div>"
            case _:
                return pick.choice(_OTHERS)


def random_page(seed: int) -> str:
    """Return the page of a seed, without its doctype."""
    return _Page(seed).html()
