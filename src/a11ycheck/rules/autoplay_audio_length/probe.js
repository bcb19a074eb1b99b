"use strict";
/** What was measured of each audio and video element that plays by itself. */
module.exports = function probe(page) {
  return page.media().filter(({ facts }) => facts.autoplay);
};
