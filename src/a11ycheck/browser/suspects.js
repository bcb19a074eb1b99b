"use strict";
/*
 * Finds what may be out of a keyboard user's sight or reach, without a key: places for Tab that stay hidden although
 * they hold the focus, and what a pointer can press and the keyboard cannot reach. It changes nothing that lasts: the
 * page's scripts hear nothing of the focus that it moves.
 */
module.exports = function createSuspects(sight) {
  const FOCUSABLE =
    "a[href],button,input:not([type=hidden]),select,textarea,summary,audio[controls],video[controls]," +
    "[contenteditable],[tabindex]";
  const SUSPECTS = 60;
  const TOGGLES = 4;
  const MENU = 2;
  const POINTED = 3000;

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
  const isTabbable = (element) =>
    element.matches(FOCUSABLE) &&
    element.tabIndex >= 0 &&
    !element.matches(":disabled") &&
    !element.closest("[inert]") &&
    isVisible(element);

  function finishAnimations() {
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        // It has no end, or follows the scroll position.
      }
    }
  }

  /** Do something of which no script of the page hears: its events end before they begin. */
  function unheard(work) {
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

  /** Out of sight although it holds the focus: what a style shows on focus is no suspect. */
  function staysHidden(element) {
    element.focus({ preventScroll: true, focusVisible: true });
    finishAnimations();
    return active() === element && !sight.isInSight(element);
  }

  /** Suspects that lie in one hidden part, such as a drawer, are one: [the part, its stops]. */
  function grouped(suspects, stops) {
    const hidden = new Set(suspects);
    const byPart = new Map();
    for (const suspect of suspects) {
      let part = [...byPart.keys()].find((known) => known.contains(suspect)) ?? suspect;
      if (part !== suspect) {
        byPart.get(part).push(suspect);
        continue;
      }
      for (let next = sight.parentOf(part); isHiddenPart(next); next = sight.parentOf(next)) {
        if (stops.some((stop) => next.contains(stop) && !part.contains(stop))) part = next;
      }
      byPart.set(part, [suspect]);
    }
    return [...byPart];

    function isHiddenPart(element) {
      return (
        element instanceof Element &&
        element !== document.body &&
        !element.contains(document.body) &&
        stops.every((stop) => hidden.has(stop) || !element.contains(stop)) &&
        sight.isOut(element)
      );
    }
  }

  /** The links that nobody can see or scroll to now. */
  const hiddenLinks = () =>
    sight.during(() =>
      [...document.querySelectorAll("a[href]")].filter((link) => !isVisible(link) || !sight.isInSight(link)),
    );

  /** What a pointer can press and the keyboard cannot: labels of hidden boxes, and things made to look like buttons. */
  function pointerOnly(stops) {
    const reached = new Set(stops);
    const holdsStop = (element) => stops.some((stop) => element.contains(stop) || stop.contains(element));
    const labels = [...document.querySelectorAll("label")].filter(
      ({ control }) => /^(checkbox|radio)$/.test(control?.type) && !control.disabled && !reached.has(control),
    );
    const others = [...elements(document)].slice(0, POINTED).filter(looksPressable);
    return [...labels, ...others.filter((element) => !element.closest("label") && !holdsStop(element))].filter(
      (element) => sight.isRendered(element) && sight.isInSight(element),
    );
  }

  function looksPressable(element) {
    if (element.closest("pre,code,svg *,select")) return false;
    if (element.matches("[onclick],[role=button],[aria-expanded],[aria-haspopup]")) return true;
    const outer = sight.parentOf(element);
    return (
      getComputedStyle(element).cursor === "pointer" && !(outer && getComputedStyle(outer).cursor === "pointer")
    );
  }

  /**
   * The parts that stay hidden with the focus in them, as [part, its stops]; what may open a menu for a pointer
   * alone; and the links that are out of sight, which a menu would show.
   */
  function find() {
    const stops = [...elements(document)].filter(isTabbable);
    const doubtful = sight.during(() => stops.filter((stop) => !sight.isInSight(stop)).slice(0, SUSPECTS));
    const suspects = doubtful.length ? unheard(() => doubtful.filter(staysHidden)) : [];
    const closed = hiddenLinks();
    const toggles = closed.length < MENU ? [] : sight.during(() => pointerOnly(stops)).slice(0, TOGGLES);
    return { parts: grouped(suspects, stops), toggles, closed };
  }

  return { MENU, active, elements, find, finishAnimations, isTabbable, isVisible, unheard };
};
