"use strict";
/** The number of tab stops, and the focused elements that a part which stays in place covers. */
module.exports = function probe(page) {
  const { stops, obscured } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { stops: stops.length, obscured: obscured.length } };
  return stops.length ? [whole, ...obscured] : [];
};
