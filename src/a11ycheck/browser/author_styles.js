"use strict";
/*
 * Whether the page has style rules that scripts can read, and for how many of its class names: {hasRules, classes, unstyled}.
 * Rules in a stylesheet that was not loaded are missing there.
 */
module.exports = () => {
  const CLASS = /\.((?:\\.|[-\w]|[^\0-\x7f])+)/g;
  const mentioned = new Set();
  let hasRules = false;

  function read(sheet) {
    try {
      readRules(sheet.cssRules);
    } catch {
      // A stylesheet of another origin, or one that was not loaded.
    }
  }

  function readRules(rules) {
    for (const rule of rules) {
      if (rule instanceof CSSImportRule) {
        if (rule.styleSheet) read(rule.styleSheet);
        continue;
      }
      hasRules = true;
      for (const [, name] of (rule.selectorText ?? "").matchAll(CLASS)) mentioned.add(name.replace(/\\(.)/g, "$1"));
      readRules(rule.cssRules ?? []);
    }
  }

  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) read(sheet);
  const classes = new Set(Array.from(document.body?.querySelectorAll("[class]") ?? [], ({ classList }) => [...classList]).flat());
  return { hasRules, classes: classes.size, unstyled: [...classes].filter((name) => !mentioned.has(name)).length };
};
