"use strict";
/** How many texts the page has, and those that wider spacing cuts or lets overlap. */
module.exports = function probe(page, options) {
  const { texts, worse } = page.spacedTexts(options);
  const whole = { target: document.documentElement, facts: { texts } };
  return texts ? [whole, ...worse] : [];
};
