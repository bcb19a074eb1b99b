"use strict";
/*
 * Whether the focus changes a style near an element: of its pseudo-elements, of what holds it, and of what it holds; and
 * whether it may change one anywhere else.
 */
module.exports = function createNearbyStyles(visibility, suspects) {
  const MOST_ELEMENTS = 60;
  const PARTS = ["", "::before", "::after"];
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

  function stylesOf(element, part, names) {
    const style = getComputedStyle(element, part);
    // Most elements have no pseudo-element, and then its styles mean nothing.
    if (part && style.content === "none") return "";
    return names.map((name) => style[name]);
  }

  /** Scripts of the page do not learn of it. With `besidesOutline`, the outline of the element itself does not count. */
  function changesNearby(element, motion, besidesOutline = false) {
    const seen = near(element);
    const others = READ.filter((name) => !name.startsWith("outline"));
    const namesOf = (other, part) => (besidesOutline && other === element && !part ? others : READ);
    // What stays transparent shows no style.
    const stylesIn = (other) =>
      visibility.isRendered(other) ? PARTS.map((part) => stylesOf(other, part, namesOf(other, part))) : "";
    const read = () => JSON.stringify(seen.map(stylesIn));
    const before = read();
    return motion.silently(() => {
      element.focus({ preventScroll: true, focusVisible: true });
      suspects.finishAnimations();
      return read() !== before;
    });
  }

  const readAll = (element) => JSON.stringify(PARTS.map((part) => stylesOf(element, part, READ)));

  /**
   * Read the styles around a field, and return a function that finds the visible elements whose styles differ from then:
   * such an element is drawn in the place of a transparent field, and shows that this has the focus.
   */
  function watchAround(field) {
    const parent = visibility.parentOf(field);
    const around = [parent, ...(parent?.querySelectorAll("*") ?? []), ...(parent?.parentElement?.children ?? [])];
    const others = [...new Set(around)].filter((element) => element && element !== document.body && element !== field);
    const before = new Map(others.slice(0, MOST_ELEMENTS).map((element) => [element, readAll(element)]));
    return () =>
      [...before].filter(([element, styles]) => readAll(element) !== styles && visibility.isInSight(element)).map(([element]) => element);
  }

  // `body:has(a:focus) footer`: nothing else tells an element that does not lie near of the focus.
  const FAR_OFF = /:has\(.*:focus/;

  /** Whether any rule of a list, or of the rules in it, may change styles far off the focus. */
  const reachFar = (rules) =>
    [...rules].some((rule) => FAR_OFF.test(rule.selectorText ?? "") || reachFar(rule.cssRules ?? rule.styleSheet?.cssRules ?? []));

  /** Whether a stylesheet may change styles far off the focus; one that cannot be read may. */
  function changesFarOff() {
    try {
      return [...document.styleSheets, ...document.adoptedStyleSheets].some(({ cssRules }) => reachFar(cssRules));
    } catch {
      return true;
    }
  }

  return { changesFarOff, changesNearby, watchAround };
};
