"use strict";
/*
 * Puts the focus on an empty element of ours, from which Tab leads to another. A component hears of the focus only where
 * that comes from outside, and may pass it on: so to a stop in a shadow tree, Tab leads from before the component.
 */
module.exports = function createStepBefore({ active, isTabbable }) {
  const MOST_PRESSES = 8;

  /** The elements of a tree as it is shown: with shadow trees, and with what is in a slot in its place. */
  function* shownIn(element) {
    yield element;
    const assigned = element.localName === "slot" ? element.assignedElements() : [];
    for (const child of assigned.length ? assigned : (element.shadowRoot ?? element).children) yield* shownIn(child);
  }

  function outermostHost(element) {
    const { host } = element.getRootNode();
    return host ? (outermostHost(host) ?? host) : null;
  }

  /** How often Tab is to be pressed to come from before a component to an element in it. */
  function pressesTo(element, host) {
    const elements = [...shownIn(host)];
    return elements.slice(0, elements.indexOf(element)).filter(isTabbable).length + 1;
  }

  /** Put the focus before an element; returns whether it is there. */
  function startAt(start, element) {
    start.slot = element.slot;
    element.before(start);
    start.focus({ preventScroll: true });
    return active() === start;
  }

  /** The start, and how often Tab is to be pressed at most: {start, presses}. */
  return function stepBefore(element) {
    const start = document.createElement("span");
    start.tabIndex = element.tabIndex;
    start.style.cssText = "position: fixed !important; inset: 0 auto auto 0 !important; outline: 0 !important";
    const host = outermostHost(element);
    const presses = host ? pressesTo(element, host) : 1;
    if (host && presses <= MOST_PRESSES && startAt(start, host)) return { start, presses };
    startAt(start, element);
    return { start, presses: 1 };
  };
};
