"use strict";
/** What was measured of each visible video, and what could stand in for it. */
module.exports = function probe(page) {
  return page.media().filter(({ facts }) => facts.kind === "video" && facts.visible);
};
