"use strict";
/** The number of tab stops, and where the focus was caught and no standard key leads out. */
module.exports = function probe(page) {
  const { stops, traps } = page.walk.measured();
  const closed = traps.filter(({ facts }) => !facts.standard_key);
  const whole = { target: document.documentElement, facts: { stops: stops.length, traps: closed.length } };
  return stops.length ? [whole, ...closed] : [];
};
