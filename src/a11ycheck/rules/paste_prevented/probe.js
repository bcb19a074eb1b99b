"use strict";
/** Whether each field for a password or code refuses what is pasted. */
module.exports = function probe(page) {
  const pasted = page.trials.fields.facts().filter(({ facts }) => facts.paste !== null);
  return pasted.map(({ target, facts }) => ({ target, facts: { refused: facts.paste } }));
};
