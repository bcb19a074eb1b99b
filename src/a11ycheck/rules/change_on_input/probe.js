"use strict";
/** What each field that offers choices did when one was chosen. */
module.exports = function probe(page) {
  const chosen = page.trials.fields.facts().filter(({ facts }) => facts.input !== null);
  return chosen.map(({ target, facts }) => ({ target, facts: { input: facts.input } }));
};
