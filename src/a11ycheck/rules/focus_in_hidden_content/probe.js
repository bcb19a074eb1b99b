"use strict";
/** How many tab stops the page has, and each part that stays hidden with the focus in it, with what Tab showed. */
module.exports = function probe(page) {
  const { stops, parts } = page.keyboard.measured();
  const whole = { target: document.documentElement, facts: { stops, hidden_parts: parts.length } };
  return stops ? [whole, ...parts] : [];
};
