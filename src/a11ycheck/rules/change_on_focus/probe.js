"use strict";
/** What each field did when it got the focus. */
module.exports = function probe(page) {
  return page.trials.fields.facts().map(({ target, facts }) => ({ target, facts: { focus: facts.focus } }));
};
