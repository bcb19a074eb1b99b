"use strict";
/** The line height of Arabic text of several lines, as a multiple of the font size, at the element where it starts. */
module.exports = function probe(page) {
  const arabic = /\p{Script=Arabic}/u;
  if (!page.mentions(arabic)) return [];
  const range = document.createRange();
  const ratio = (style) => {
    const height = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
    return Number.isNaN(height) ? "normal" : height.toFixed(2);
  };

  /** A text has several lines if it wraps, or if it is beside other text in a box of that height. */
  function inLines({ node, element }) {
    range.selectNodeContents(node);
    const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (tops.size > 1) return true;
    const box = page.block(element);
    const { lineHeight, fontSize, paddingTop, paddingBottom } = getComputedStyle(box);
    const line = Number.parseFloat(lineHeight) || Number.parseFloat(fontSize);
    const height = box.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
    return box.childElementCount > 0 && element !== box && height > 1.9 * line;
  }

  const found = page.drawnTexts(arabic).filter(inLines);
  return page.regions(found, ratio).map(({ target, value, texts }) => ({
    target,
    facts: {
      line_height: value === "normal" ? 0 : Number(value),
      text: texts[0].text.trim().slice(0, 60),
    },
  }));
};
