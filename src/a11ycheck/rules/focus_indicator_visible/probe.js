"use strict";
/** The number of tab stops, and the first element of each kind in doubt, with whether images differ with the focus. */
module.exports = function probe(page) {
  const { stops, indicators } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { stops: stops.length, in_doubt: indicators.length } };
  return stops.length ? [whole, ...indicators] : [];
};
