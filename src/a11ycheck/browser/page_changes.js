"use strict";
/*
 * Notes what scripts change in a page: its document and open shadow trees, fields, layers and media, its URL and where it is
 * scrolled to. Nothing leads away from the page meanwhile; an attempt counts as a change.
 */
module.exports = function createPageChanges(pageMemory, openRoots) {
  const OBSERVED = { attributeOldValue: true, characterData: true, childList: true, subtree: true };
  const UNSEEN = "script,style,link,meta";
  let attempts = 0;

  const attempt = () => {
    attempts += 1;
  };

  /** Let nothing lead away, and note what tries to, or calls a dialog. */
  function keep(options) {
    const stay = (event) => {
      if (event.hashChange || !event.cancelable) return;
      if (!event.destination.sameDocument || event.destination.url !== location.href) attempt();
      event.preventDefault();
    };
    window.navigation?.addEventListener("navigate", stay, options);
    window.addEventListener("a11ycheck-dialog", attempt, options);
  }

  const isNew = ({ type, target, attributeName, oldValue }) =>
    type !== "attributes" || target.getAttribute(attributeName) !== oldValue;

  const isRendered = (node) => {
    const element = node instanceof Element ? node : (node.parentElement ?? node.getRootNode().host);
    return Boolean(element?.checkVisibility()) && !element.matches(UNSEEN);
  };

  /** Whether a reader may notice a change; scripts note on the root element that keys are used. */
  function isNoticed(record) {
    const { type, target, addedNodes, removedNodes } = record;
    if (type === "attributes") return isNew(record) && !target.matches("html,body") && isRendered(target);
    if (type === "characterData") return isRendered(target);
    const isSeen = (node) => node instanceof Text || (node instanceof Element && !node.matches(UNSEEN));
    return [...addedNodes].some(isRendered) || (isRendered(target) && [...removedNodes].some(isSeen));
  }

  /**
   * Watch the page; returns a function that tells, each time, whether anything has changed since the last time. With
   * `isWhole`, what shadow trees show and where the page is scrolled to counts. `kind` tells which mutations do: "any",
   * "new" for all but attributes that are set to the value that they have, or "noticed".
   */
  function watch({ isWhole = false, kind = "any" } = {}) {
    let count = 0;
    const isChange = { any: () => true, new: isNew, noticed: isNoticed }[kind];
    const countOf = (records) => records.filter(isChange).length;
    const observer = new MutationObserver((records) => {
      count += countOf(records);
    });
    for (const root of isWhole ? openRoots() : [document]) observer.observe(root, OBSERVED);
    const snapshot = pageMemory.reader();
    const read = () => [snapshot(), attempts, ...(isWhole ? [scrollX, scrollY] : [])].join("\n");
    let before = read();
    return function hasChanged() {
      const now = read();
      const changed = count + countOf(observer.takeRecords()) > 0 || now !== before;
      [count, before] = [0, now];
      return changed;
    };
  }

  return { keep, watch };
};
