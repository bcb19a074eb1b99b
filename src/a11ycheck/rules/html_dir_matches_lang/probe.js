"use strict";
/** The language tag of the page and the direction in which the browser lays it out. */
module.exports = function probe() {
  const root = document.documentElement;
  const lang = (root.getAttribute("lang") || "").trim();
  if (!lang) return [];
  return [{ target: root, facts: { lang, direction: getComputedStyle(root).direction } }];
};
