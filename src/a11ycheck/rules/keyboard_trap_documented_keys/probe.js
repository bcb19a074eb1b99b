"use strict";
/** Where the focus was caught and no standard key leads out. */
module.exports = function probe(page) {
  return page.walk.measured().traps.filter(({ facts }) => !facts.standard_key);
};
