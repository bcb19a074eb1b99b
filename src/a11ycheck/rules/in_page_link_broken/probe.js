"use strict";
/** Visible links to fragments of the page itself, and whether an element is there. */
module.exports = function probe(page) {
  const SCRIPTED =
    "[role]:not([role=link]),[onclick],[aria-controls],[aria-expanded],[aria-haspopup],[data-toggle],[data-bs-toggle]," +
    "[data-target],[data-bs-target],[data-action],[data-tab]";
  // Routes and states of applications, directives to the browser, and the top of the page.
  const OTHER = /^(?:$|top$|[/!?]|:~:)|[=&/]/i;

  const without = (url) => url.href.slice(0, url.href.length - url.hash.length).replace(/#$/, "");
  const here = without(location);
  const named = new Set(Array.from(document.querySelectorAll("a[name]"), (anchor) => anchor.name));
  const exists = (name) => document.getElementById(name) !== null || named.has(name);

  const found = [];
  for (const target of document.querySelectorAll("a[href*='#']")) {
    const fragment = target.hash?.slice(1).replace(/:~:.*$/, "") ?? "";
    const isOwn = target.hash && without(target) === here;
    if (isOwn && !OTHER.test(page.decoded(fragment)) && !target.matches(SCRIPTED) && page.isShown(target)) {
      const facts = { fragment: page.decoded(fragment), found: exists(fragment) || exists(page.decoded(fragment)) };
      found.push({ target, facts: { ...facts, text: (page.text(target) || page.name(target)).slice(0, 60) } });
    }
  }
  return found;
};
