"use strict";
/** The characters that change the page, and those that still do after its controls about keys were used. */
module.exports = function probe(page) {
  const { shortcuts } = page.walk.measured();
  if (!shortcuts) return [];
  const { keys, left, settings } = shortcuts;
  return [{ target: document.documentElement, facts: { keys, left, settings } }];
};
