"use strict";
/** The number of tab stops, and where the focus was caught, with the keys that lead out. */
module.exports = function probe(page) {
  const { stops, traps } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { stops: stops.length, traps: traps.length } };
  return stops.length ? [whole, ...traps] : [];
};
