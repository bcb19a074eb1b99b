"use strict";
/** Links that assistive technology finds; of those with the same name, how each relates to the first. */
module.exports = function probe(page) {
  const { targets } = page.trials;
  const firsts = new Map();
  const found = [];
  for (const target of document.querySelectorAll(targets.selector)) {
    if (!page.isExposed(target) || page.semanticRole(target) !== "link") continue;
    const name = page.name(target);
    if (!name) continue;
    const folded = name.toLowerCase();
    const first = firsts.get(folded);
    if (!first) firsts.set(folded, target);
    else found.push({ target, facts: { name: name.slice(0, 60), relation: targets.relation(first, target) } });
  }
  return found;
};
