"use strict";
/** How many links are hidden, and what a pointer can press and Tab cannot reach, with the links that it and keys show. */
module.exports = function probe(page) {
  const { hidden_links: hiddenLinks, toggles } = page.keyboard.measured();
  const whole = { target: document.documentElement, facts: { hidden_links: hiddenLinks, toggles: toggles.length } };
  return hiddenLinks ? [whole, ...toggles] : [];
};
