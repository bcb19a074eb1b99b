"use strict";
/** The texts that change by themselves, and whether a control stops or hides them or changes their rate. */
module.exports = function probe(page) {
  const { changes } = page.trials;
  const found = changes.facts();
  const links = found.length ? changes.linkTexts() : [];
  return found.map(([target, facts]) => ({ target, facts: { ...facts, links } }));
};
