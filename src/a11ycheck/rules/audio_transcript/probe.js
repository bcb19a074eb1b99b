"use strict";
/** What was measured of each audio element, and what could stand in for what it plays. */
module.exports = function probe(page) {
  return page.media().filter(({ facts }) => facts.kind === "audio");
};
