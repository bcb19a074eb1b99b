"use strict";
/** Each kind of text over an image, with its contrasts. */
module.exports = function probe(page) {
  const { contrasts } = page.walk.measured();
  const whole = { target: document.documentElement, facts: { texts: contrasts?.length } };
  return contrasts ? [whole, ...contrasts] : [];
};
