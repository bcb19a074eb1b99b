"use strict";
/** The texts that change by themselves, and how many controls stop or hide them or change their rate. */
module.exports = function probe(page) {
  const { changes } = page.trials;
  const found = changes.facts();
  const links = found.length ? changes.linkTexts() : [];
  return found.map(([target, facts]) => ({ target, facts: { ...facts, links } }));
};
