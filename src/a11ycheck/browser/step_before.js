"use strict";
/*
 * Puts the focus on an empty element of ours, from which Tab leads to another if it can. In a shadow tree the page hears
 * of the focus only where it comes from outside, so ours is in the tree of the stop before.
 */
module.exports = function createStepBefore({ active, isTabbable }) {
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

  /** The stop before an element of a shadow tree, in the same component; undefined if it is the first. */
  function stopBefore(element, host) {
    const elements = [...shownIn(host)];
    return elements.slice(0, elements.indexOf(element)).findLast(isTabbable);
  }

  /** Put the start where a reader would come from, if that is in another tree; returns whether it is. */
  function placeOutside(start, element) {
    const host = outermostHost(element);
    if (!host) return false;
    const before = stopBefore(element, host);
    const isAround = before && [...shownIn(before)].includes(element);
    if (isAround || before?.getRootNode() === element.getRootNode()) return false;
    start.slot = (before ?? host).slot;
    if (before) before.after(start);
    else host.before(start);
    return true;
  }

  return function stepBefore(element) {
    const start = document.createElement("span");
    start.tabIndex = element.tabIndex;
    start.style.cssText = "position: fixed !important; inset: 0 auto auto 0 !important; outline: 0 !important";
    const focus = () => start.focus({ preventScroll: true });
    if (placeOutside(start, element)) focus();
    if (!start.isConnected || active() !== start) {
      element.before(start);
      focus();
    }
    return start;
  };
};
