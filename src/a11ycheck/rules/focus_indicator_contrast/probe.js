"use strict";
/** The number of tab stops, and the outlines that a stylesheet draws, with the colours around them in sRGB. */
module.exports = function probe(page) {
  const { stops, outlines } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { stops: stops.length, outlines: outlines.length } };
  const inSRgb = (colours) => colours && colours.map((colour) => page.sRgb(colour));
  const converted = outlines.map(({ target, facts }) => {
    const { outline, outside, inside } = facts;
    return { target, facts: { ...facts, outline: page.sRgb(outline), outside: inSRgb(outside), inside: inSRgb(inside) } };
  });
  return stops.length ? [whole, ...converted] : [];
};
