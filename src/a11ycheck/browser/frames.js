"use strict";
/** Wait so many frames. */
module.exports = function frames(count) {
  return new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
    next(count);
  });
};
