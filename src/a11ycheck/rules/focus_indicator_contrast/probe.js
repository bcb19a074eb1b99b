"use strict";
/** The number of tab stops, and the outlines that a stylesheet draws, with the colours around them. */
module.exports = function probe(page) {
  const { stops, outlines } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { stops: stops.length, outlines: outlines.length } };
  return stops.length ? [whole, ...outlines] : [];
};
