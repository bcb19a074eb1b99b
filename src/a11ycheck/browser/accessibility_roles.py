"""Chromium's roles, as those of ARIA, and what they say of their contents."""

from typing import Final

__all__ = ["LEAVES", "NAMED", "ROLES", "TRANSPARENT"]

ROLES: Final = {
    "RootWebArea": "document",
    "StaticText": "text",
    "ListMarker": "marker",
    "Iframe": "iframe",
    "IframePresentational": "iframe",
    "DescriptionList": "list",
    "SvgRoot": "image",
    "img": "image",
    "DisclosureTriangle": "button",
    "DisclosureTriangleGrouped": "button",
    "ToggleButton": "button",
    "PopUpButton": "combobox",
    "ComboBoxSelect": "combobox",
    "Figcaption": "caption",
    "MathMLMath": "math",
    "Video": "video",
    "Audio": "audio",
    "Date": "textbox",
    "DateTime": "textbox",
    "InputTime": "textbox",
    "ColorWell": "button",
    "EmbeddedObject": "object",
    "PluginObject": "object",
    "graphics-document": "figure",
    "graphics-object": "group",
    "graphics-symbol": "image",
    "GraphicsDocument": "figure",
    "GraphicsObject": "group",
    "GraphicsSymbol": "image",
    "doc-noteref": "link",
    "doc-backlink": "link",
    "doc-biblioref": "link",
    "doc-glossref": "link",
    "doc-biblioentry": "listitem",
    "doc-endnote": "listitem",
    "doc-footnote": "listitem",
    "doc-index": "navigation",
    "doc-pagelist": "navigation",
    "doc-toc": "navigation",
    "doc-notice": "note",
    "doc-tip": "note",
    "doc-pagebreak": "separator",
    "doc-cover": "image",
    "doc-example": "figure",
    **dict.fromkeys(
        """
        doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-conclusion
        doc-credits doc-endnotes doc-epilogue doc-errata doc-foreword doc-glossary doc-introduction
        doc-part doc-preface doc-prologue
        """.split(),  # noqa: SIM905 - shorter
        "region",
    ),
}
# They say nothing of their own: what they contain takes their place.
TRANSPARENT: Final = frozenset(
    """
    Abbr Canvas InlineTextBox LabelText LayoutTable LayoutTableCell
    LayoutTableRow Legend LineBreak MenuListPopup Pre Ruby RubyAnnotation
    Section code deletion emphasis generic insertion mark none presentation rowgroup
    sectionfooter sectionheader strong subscript superscript time
    """.split()  # noqa: SIM905 - shorter
)
# Without a name, they say nothing of their own either.
NAMED: Final = frozenset({"form", "group", "region"})
# Their contents are their own, or are of the browser; those of a text are its lines, with the same words.
LEAVES: Final = frozenset(
    """
    audio checkbox combobox image meter progressbar radio scrollbar searchbox slider
    spinbutton switch text textbox video
    """.split()  # noqa: SIM905 - shorter
)
