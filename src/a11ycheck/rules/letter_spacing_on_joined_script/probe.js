"use strict";
/** The letter spacing of text in joined scripts, at the element where it starts. */
module.exports = function probe(page) {
  // Digits stand alone: a script has some, too.
  const joined = /(?:(?=\p{L})[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}]){2}/u;
  if (!page.mentions(joined)) return [];
  return page
    .regions(page.drawnTexts(joined), (style) => style.letterSpacing)
    .map(({ target, value, texts }) => ({
      target,
      facts: {
        letter_spacing: Number.parseFloat(value) || 0,
        font_size: Number.parseFloat(getComputedStyle(texts[0].element).fontSize),
        text: texts[0].text.trim().slice(0, 60),
      },
    }));
};
