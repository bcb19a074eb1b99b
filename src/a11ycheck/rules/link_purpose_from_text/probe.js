"use strict";
/** Links that assistive technology finds, by their names. */
module.exports = function probe(page) {
  return page.all("a,area,[role~=link]")
    .filter((link) => page.isExposed(link) && page.semanticRole(link) === "link")
    .map((target) => ({ target, facts: { name: page.name(target).slice(0, 200) } }))
    .filter(({ facts }) => facts.name);
};
