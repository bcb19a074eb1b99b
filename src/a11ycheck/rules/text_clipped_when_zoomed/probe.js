"use strict";
/** How many texts something can clip, and each element whose text is clipped, with how far and by what. */
module.exports = function probe(page, options) {
  const { texts, clipped } = page.clippedTexts(options);
  const whole = { target: document.documentElement, facts: { texts } };
  return texts ? [whole, ...clipped] : [];
};
