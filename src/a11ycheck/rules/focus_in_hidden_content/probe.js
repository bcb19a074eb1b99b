"use strict";
/** The parts into which real Tab keys led, with nothing of them in sight: how many stops, and why. */
module.exports = function probe(page) {
  return page.keyboard.stops.map(({ element, facts }) => ({ target: element, facts }));
};
