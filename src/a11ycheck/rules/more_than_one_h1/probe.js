"use strict";
/** The texts of the visible headings of level 1, at the one that is too many, or the second. */
module.exports = function probe(page) {
  const FIRST = "h1:not([role]):not([aria-level]),h1[role=heading]:not([aria-level]),:is(h1,[role=heading])[aria-level='1']";
  const isHeading = (element) => !element.hasAttribute("role") || element.matches("[role=heading]");
  // A dialog is a context of its own, and so is an embedded document.
  const apart = (element) => page.closest(element, "dialog,[role=dialog],[role=alertdialog]") !== null;
  const found = page.all(FIRST).filter(
    (element) => isHeading(element) && !apart(element) && page.isShown(element) && page.name(element),
  );
  const headings = found.map((element) => page.name(element).slice(0, 60));
  // Of two, the one in the main content is the page's own: the template that adds the other is what to change.
  const added = found.filter((element) => !page.inMain(element));
  const [first, second = first] = found;
  const target = found.length - added.length === 1 ? (added[0] ?? first) : second;
  return target ? [{ target, facts: { headings } }] : [];
};
