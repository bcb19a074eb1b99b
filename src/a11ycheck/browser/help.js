"use strict";
/*
 * Finds the keys that a page names in text that can be seen and is not hidden from assistive technology, such as
 * "Press Ctrl+M to exit".
 */
module.exports = function createHelp(visibility) {
  const MODIFIERS = {
    ctrl: "Control", control: "Control", strg: "Control", alt: "Alt", option: "Alt", shift: "Shift",
    cmd: "Meta", command: "Meta", meta: "Meta", "⌘": "Meta", "⌥": "Alt", "⇧": "Shift", "⌃": "Control",
  };
  const NAMED = {
    esc: "Escape", escape: "Escape", enter: "Enter", return: "Enter", tab: "Tab", space: " ", home: "Home", end: "End",
    pageup: "PageUp", pagedown: "PageDown",
  };
  const MODIFIER = Object.keys(MODIFIERS).join("|");
  const KEY = `(?:f\\d{1,2}|${Object.keys(NAMED).join("|")}|page ?up|page ?down|[a-z0-9])`;
  const COMBINATION = new RegExp(
    `(?<![\\p{L}\\d])(?:(?:${MODIFIER})[\\s]*[-+–]?[\\s]*(?:key\\s*[-+]\\s*)?)+${KEY}(?![\\p{L}\\d])`,
    "giu",
  );
  const ALONE = /(?<![\p{L}\d])(?:f\d{1,2}|esc|escape|home|end|page ?up|page ?down)(?![\p{L}\d])/giu;
  const MODIFIERS_IN = new RegExp(MODIFIER, "giu");

  function text() {
    const parts = [];
    const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const isHidden = element.closest("script,style,noscript,template,[aria-hidden=true]");
      if (/\S/.test(node.data) && !isHidden && visibility.isRendered(element)) parts.push(node.data.trim());
    }
    return parts.join(" ").replace(/\s+/g, " ");
  }

  function nameOf(key) {
    const plain = key.toLowerCase().replace(" ", "");
    return NAMED[plain] ?? (/^f\d+$/.test(plain) ? plain.toUpperCase() : plain);
  }

  function combinationOf(match) {
    const key = match.slice(match.search(new RegExp(`${KEY}$`, "iu")));
    const held = [...match.slice(0, match.length - key.length).matchAll(MODIFIERS_IN)].map(
      ([name]) => MODIFIERS[name.toLowerCase()],
    );
    return [...new Set(held), nameOf(key)].join("+");
  }

  /** The keys that the page names, such as "Control+m" and "F6", each once. */
  function keys() {
    const shown = text();
    const combined = [...shown.matchAll(COMBINATION)].map(([match]) => combinationOf(match));
    const alone = [...shown.matchAll(ALONE)].map(([match]) => nameOf(match));
    return [...new Set([...combined, ...alone])].filter((key) => !/^F(?:0|1[3-9]|[2-9]\d)$/.test(key));
  }

  return { keys };
};
