"use strict";
/** The font style of text in Arabic script, at the element where it starts. */
module.exports = function probe(page) {
  const arabic = /\p{Script=Arabic}/u;
  if (!page.mentions(arabic)) return [];
  return page
    .regions(page.drawnTexts(arabic), (style) => style.fontStyle)
    .map(({ target, value, texts }) => ({
      target,
      facts: { font_style: value, tag: target.localName, text: texts[0].text.trim().slice(0, 60) },
    }));
};
