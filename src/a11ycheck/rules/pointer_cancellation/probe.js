"use strict";
/** What each element did when it was pressed, and released elsewhere. */
module.exports = function probe(page) {
  return page.trials.pressing.facts();
};
