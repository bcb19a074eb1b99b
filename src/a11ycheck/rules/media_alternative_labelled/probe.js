"use strict";
/** What was measured of audio elements and visible videos, and the text around them. */
module.exports = function probe(page) {
  return page.media().filter(({ facts }) => facts.kind === "audio" || facts.visible);
};
