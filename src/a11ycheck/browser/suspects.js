"use strict";
/*
 * Finds, without a key, what may be invisible or unreachable for keyboard users: tab stops that stay hidden with the
 * focus on them, and what a pointer can press and the keyboard cannot reach. It changes nothing that lasts: scripts of
 * the page do not learn of the focus that it moves.
 */
module.exports = function createSuspects(visibility, openRoots) {
  const FOCUSABLE =
    "a[href],button,input:not([type=hidden]),select,textarea,summary,audio[controls],video[controls]," +
    "[contenteditable],[tabindex]";
  const MOST_HIDDEN = 60;
  const MOST_ELEMENTS = 3000;

  function* elements(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  }

  const active = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });
  // The `tabIndex` of what can be edited is -1 if no attribute sets it, and Tab leads there all the same.
  const isInOrder = (element) =>
    element.tabIndex >= 0 || (element.isContentEditable && !element.hasAttribute("tabindex") && !element.parentElement?.isContentEditable);
  const isTabbable = (element) =>
    element.matches(FOCUSABLE) &&
    isInOrder(element) &&
    !element.matches(":disabled") &&
    !element.closest("[inert]") &&
    isVisible(element);

  // The focus moves a thousand times: the roots are looked for again only where elements came or went.
  const cache = { roots: [], elements: null };
  function animations() {
    const { length } = document.getElementsByTagName("*");
    if (cache.elements !== length) Object.assign(cache, { roots: openRoots(), elements: length });
    return cache.roots.flatMap((root) => root.getAnimations());
  }

  function finishAnimations() {
    for (const animation of animations()) {
      try {
        animation.finish();
      } catch {
        // It has no end, or follows the scroll position.
      }
    }
  }

  /** The enabled radio buttons that belong together with one that has a name. */
  function groupOf(radio) {
    const named = `input[type=radio][name="${CSS.escape(radio.name)}"]:enabled`;
    return [...radio.getRootNode().querySelectorAll(named)].filter(({ form }) => form === radio.form);
  }

  /** The first of the radio buttons that belong together, of which one is a tab stop; any other element itself. */
  const firstOfGroup = (element) =>
    element.type === "radio" && element.name ? (groupOf(element)[0] ?? element) : element;

  /** Run a function that moves the focus; its events end before any script of the page gets them. */
  function silently(work) {
    const end = (event) => event.stopImmediatePropagation();
    const kinds = ["focus", "focusin", "blur", "focusout"];
    for (const kind of kinds) window.addEventListener(kind, end, true);
    const before = active();
    try {
      return work();
    } finally {
      active()?.blur();
      if (before && before !== document.body) before.focus({ preventScroll: true });
      finishAnimations();
      for (const kind of kinds) window.removeEventListener(kind, end, true);
    }
  }

  /** Measure what is seen of an element with the focus on it, without any script of the page learning of it. */
  const measureFocused = (element) =>
    silently(() => {
      element.focus({ focusVisible: true });
      finishAnimations();
      return active() === element ? visibility.measure(element) : null;
    });

  /** Whether an element is out of sight with the focus on it: what a style shows on focus is no suspect. */
  function staysHidden(element) {
    element.focus({ preventScroll: true, focusVisible: true });
    finishAnimations();
    return active() === element && !visibility.isInSight(element);
  }

  function allStayingHidden(stops) {
    const hidden = stops.filter(staysHidden);
    // If none of a group is checked, Tab leads to the radio button that last had the focus.
    for (const first of new Set(stops.map(firstOfGroup).filter(({ type }) => type === "radio"))) {
      first.focus({ preventScroll: true });
    }
    return hidden;
  }

  /**
   * Group hidden stops by the hidden part that holds them, such as a closed drawer: {part, stops}. Of many, some are
   * `untested`: out of sight without the focus. They belong to the part that holds them, too.
   */
  function grouped(hiddenStops, untested, stops) {
    const hidden = new Set([...hiddenStops, ...untested]);
    const byPart = new Map();
    for (const stop of hiddenStops) {
      let part = [...byPart.keys()].find((known) => known.contains(stop)) ?? stop;
      if (part !== stop) {
        byPart.get(part).push(stop);
        continue;
      }
      for (let next = visibility.parentOf(part); isHiddenPart(next); next = visibility.parentOf(next)) {
        if (stops.some((other) => next.contains(other) && !part.contains(other))) part = next;
      }
      byPart.set(part, [stop]);
    }
    return [...byPart].map(([part, held]) => {
      return { part, stops: [...held, ...untested.filter((stop) => part !== stop && part.contains(stop))] };
    });

    function isHiddenPart(element) {
      return (
        element instanceof Element &&
        element !== document.body &&
        !element.contains(document.body) &&
        stops.every((stop) => hidden.has(stop) || !element.contains(stop)) &&
        visibility.isOut(element)
      );
    }
  }

  /** The links that nobody can see or scroll to now. */
  const hiddenLinks = () =>
    [...document.querySelectorAll("a[href]")].filter((link) => !isVisible(link) || !visibility.isInSight(link));

  /** What a pointer can press and the keyboard cannot: labels of hidden boxes, and elements styled as buttons. */
  function* pointerOnly(stops) {
    const reached = new Set(stops);
    const isInSight = (element) => visibility.isRendered(element) && visibility.isInSight(element);
    for (const label of document.querySelectorAll("label")) {
      const { control } = label;
      const isBox = /^(checkbox|radio)$/.test(control?.type) && !control.matches(":disabled");
      if (isBox && !reached.has(control) && isInSight(label)) yield label;
    }
    const around = new Set();
    for (const stop of stops) for (let node = stop; node && !around.has(node); node = node.parentElement) around.add(node);
    const isWithinStop = (element) => reached.has(element) || (element.parentElement !== null && isWithinStop(element.parentElement));
    const holdsStop = (element) => around.has(element) || isWithinStop(element);
    const cursors = new Map();
    for (const element of take(elements(document), MOST_ELEMENTS)) {
      if (looksPressable(element, cursors) && !element.closest("label") && !holdsStop(element) && isInSight(element)) {
        yield element;
      }
    }
  }

  function looksPressable(element, cursors) {
    const declares = element.matches("[onclick],[role=button],[aria-expanded],[aria-haspopup]");
    return (declares || isPointerTarget(element, cursors)) && !element.closest("pre,code,svg *,select");
  }

  /** Whether the pointer changes over an element, and does not over its parent; `cursors` are those read before. */
  function isPointerTarget(element, cursors) {
    const cursorOf = (node) => {
      if (!cursors.has(node)) cursors.set(node, getComputedStyle(node).cursor);
      return cursors.get(node);
    };
    if (cursorOf(element) !== "pointer") return false;
    const outer = visibility.parentOf(element);
    return !outer || cursorOf(outer) !== "pointer";
  }

  /** A text that is equal for elements with the same names and classes all the way up, such as buttons of a theme. */
  function kindOf(element) {
    // A field for text, a box and a button have no more than their name in common.
    const steps = element.localName === "input" ? [element.type] : [];
    for (let node = element; node; node = visibility.parentOf(node)) {
      steps.push(`${node.localName} ${node.getAttribute("class")}`);
    }
    return steps.join();
  }

  /** The first items of an iterator, at most `count`. */
  function* take(iterator, count) {
    if (!count) return;
    let left = count;
    for (const item of iterator) {
      yield item;
      left -= 1;
      if (!left) return;
    }
  }

  const nameOf = (element) => `${element?.localName} ${element?.getAttribute("class")}`;

  /** At most `count` items, with those first that differ from all before them: many that look alike take no place of others. */
  function varied(items, count, stopOf) {
    if (items.length <= count) return items;
    const kinds = new Set();
    const lookOf = (stop) => `${nameOf(stop)},${nameOf(visibility.parentOf(stop))}`;
    const isNew = (item) => kinds.size !== kinds.add(lookOf(stopOf(item))).size;
    const { true: first = [], false: others = [] } = Object.groupBy(items, isNew);
    const chosen = new Set([...first, ...others].slice(0, count));
    return items.filter((item) => chosen.has(item));
  }

  /**
   * All tab stops; the parts that stay hidden with the focus in them; what may open a menu for a pointer alone; and
   * the hidden links, which a menu would show. `links` is how many of them make a menu.
   */
  function find({ parts = 0, toggles = 0, links = 0 }) {
    const stops = [...elements(document)].filter(isTabbable);
    // Most stops are links: what is in sight is measured once for both.
    const { doubtful, hidden } = visibility.during(() => ({
      doubtful: stops.filter((stop) => !visibility.isInSight(stop)),
      hidden: toggles ? hiddenLinks() : [],
    }));
    const tested = varied(doubtful, MOST_HIDDEN, (stop) => stop);
    const stuck = tested.length ? silently(() => allStayingHidden(tested)) : [];
    const untested = doubtful.filter((stop) => !tested.includes(stop));
    const isMenuPossible = toggles > 0 && hidden.length >= links;
    return {
      stops,
      hidden,
      parts: varied(grouped(stuck, untested, stops), parts, ({ stops: [first] }) => first),
      toggles: isMenuPossible ? visibility.during(() => [...take(pointerOnly(stops), toggles)]) : [],
    };
  }

  return { active, elements, find, finishAnimations, firstOfGroup, groupOf, isTabbable, isVisible, kindOf, measureFocused, silently };
};
