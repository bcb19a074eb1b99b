"use strict";
/** Links with the same name and context; how each relates to the first, and whether words between them tell them apart. */
module.exports = function probe(page) {
  const { neighbours } = page.trials;
  const WORD = /\p{L}{3,}/gu;
  const LEAST_WORDS = 2;

  function wordsBetween(one, other) {
    const range = document.createRange();
    range.setStartAfter(one);
    range.setEndBefore(other);
    return (range.toString().match(WORD) ?? []).length;
  }

  const found = [];
  for (const links of neighbours.groups()) {
    const firsts = new Map();
    for (const target of links) {
      if (!page.isExposed(target) || page.semanticRole(target) !== "link") continue;
      const name = page.name(target);
      const folded = name.toLowerCase();
      const first = firsts.get(folded);
      if (!first) firsts.set(folded, target);
      else if (name) {
        const facts = { name: name.slice(0, 60), relation: neighbours.relation(first, target) };
        facts.distinguished = !neighbours.isAlone(target) && wordsBetween(first, target) >= LEAST_WORDS;
        found.push({ target, facts });
      }
    }
  }
  return found;
};
