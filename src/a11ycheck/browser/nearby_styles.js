"use strict";
/*
 * Whether the focus changes a style near an element: of its pseudo-elements, of what holds it, and of what it holds; and
 * whether it may change one anywhere else.
 */
module.exports = function createNearbyStyles(visibility, suspects, frames) {
  const MOST_ELEMENTS = 60;
  const MOST_PARTS = 600;
  // In CSS pixels: lower carets stand in no text that can be read.
  const LEAST_HEIGHT = 8;
  // An editor may draw in the frame after that.
  const LEAVE_FRAMES = 3;
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

  /** The outermost element around a field that holds no other stop: what is drawn in it, is drawn for the field. */
  function widgetOf(field, stops) {
    const shared = new Set();
    for (const stop of stops.filter((other) => other !== field)) {
      for (let at = stop; at && !shared.has(at); at = visibility.parentOf(at)) shared.add(at);
    }
    let widget = null;
    for (let at = visibility.parentOf(field); at && at !== document.body && !shared.has(at); at = visibility.parentOf(at)) widget = at;
    return widget;
  }

  // The caret of an editor is narrow, as that of a field: what is seen of it is the line in which it stands.
  const isDrawn = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return visibility.isRendered(element) && width >= 1 && height >= LEAST_HEIGHT;
  };

  /** The innermost element in sight that holds what is drawn, null for none. */
  function seenAround(element, widget) {
    if (visibility.isInSight(element)) return element;
    if (!widget || !isDrawn(element)) return null;
    for (let at = visibility.parentOf(element); at && at !== widget; at = visibility.parentOf(at)) if (visibility.isInSight(at)) return at;
    return visibility.isInSight(widget) ? widget : null;
  }

  const looksOf = (element) => (visibility.isRendered(element) ? readAll(element) : "");

  /**
   * Read the styles around a field, and return a function that measures the visible elements whose styles differ from then,
   * or which were not there: such an element is drawn in the place of a hidden field, and shows that this has the focus.
   */
  function watchAround(field, stops) {
    const parent = visibility.parentOf(field);
    const widget = widgetOf(field, stops);
    const isOther = (element) => element && element !== document.body && element !== field;
    const partsOf = () => Array.from(widget?.querySelectorAll("*") ?? []).slice(0, MOST_PARTS).filter(isOther);
    const around = [parent, ...(parent?.querySelectorAll("*") ?? []), ...(parent?.parentElement?.children ?? [])];
    const beside = new Set([...new Set(around)].filter(isOther).slice(0, MOST_ELEMENTS));
    const before = new Map([...beside, ...partsOf()].map((element) => [element, looksOf(element)]));
    const isChanged = (element) => looksOf(element) !== (before.get(element) ?? "");
    const seen = (elements) => [...new Set(elements.map((element) => seenAround(element, widget)))].filter(Boolean);
    const measured = (elements) => seen(elements).map(visibility.measure);
    return async () => {
      const changed = [...new Set([...before.keys(), ...partsOf()])].filter(isChanged);
      const found = measured(changed.filter((element) => beside.has(element)));
      if (found.length || !widget) return found;
      // Something else may have changed at the same time: what shows the focus goes with it.
      const perhaps = changed.map((element) => [element, measured([element])]);
      field.blur();
      await frames(LEAVE_FRAMES);
      const gone = perhaps.filter(([element]) => !isChanged(element)).flatMap(([, facts]) => facts);
      field.focus({ preventScroll: true });
      return gone.slice(0, MOST_ELEMENTS);
    };
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
