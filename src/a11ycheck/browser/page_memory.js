"use strict";
/* What a page shows and holds, to compare it with the page after keys were pressed. */
module.exports = function createPageMemory() {
  /** The values of fields and the place of the page, which no mutation shows. */
  function snapshot() {
    const fields = [...document.querySelectorAll("input,textarea,select")];
    return JSON.stringify([location.href, ...fields.map(({ value, checked }) => [value, checked])]);
  }

  /** Remember the page; returns a function that tells whether it is as it was, however often it has changed since. */
  function remember() {
    const layers = () => document.querySelectorAll(":popover-open, :modal").length;
    // A class that came and went leaves its attribute behind.
    const markup = () => (document.documentElement?.outerHTML ?? "").replaceAll(/ (?:class|style)=""/g, "");
    const read = () => [markup(), snapshot(), layers()].join("\n");
    const before = read();
    return () => read() === before;
  }

  return { remember, snapshot };
};
