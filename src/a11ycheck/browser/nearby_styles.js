"use strict";
/*
 * Whether the focus changes a style near an element: of its pseudo-elements, of what holds it, and of what it holds.
 */
module.exports = function createNearbyStyles(visibility, suspects) {
  const MOST_ELEMENTS = 60;
  const READ = [
    "backgroundColor", "backgroundImage", "borderBottomColor", "borderBottomWidth", "borderLeftColor", "borderLeftWidth",
    "borderTopColor", "borderTopWidth", "boxShadow", "color", "content", "display", "fontWeight", "height", "opacity",
    "outlineColor", "outlineStyle", "outlineWidth", "textDecorationColor", "textDecorationLine", "transform", "width",
  ];

  function near(element) {
    const found = [element, ...element.querySelectorAll("*"), ...(element.labels ?? [])].slice(0, MOST_ELEMENTS / 2);
    for (let node = element; node; node = visibility.parentOf(node)) {
      found.push(node, ...(node.parentNode?.children ?? []));
    }
    return [...new Set(found)].slice(0, MOST_ELEMENTS);
  }

  function stylesOf(element, part) {
    const style = getComputedStyle(element, part);
    return READ.map((name) => style[name]);
  }

  const read = (elements) =>
    JSON.stringify(elements.map((element) => ["", "::before", "::after"].map((part) => stylesOf(element, part))));

  /** Scripts of the page do not learn of it. */
  return function changesNearby(element, motion) {
    const seen = near(element);
    const before = read(seen);
    return motion.silently(() => {
      element.focus({ preventScroll: true, focusVisible: true });
      suspects.finishAnimations();
      return read(seen) !== before;
    });
  };
};
