"use strict";
/** Visible links to fragments of the page itself, and whether an element is there. */
module.exports = function probe(page) {
  const SCRIPTED =
    "[role]:not([role=link]),[onclick],[aria-controls],[aria-expanded],[aria-haspopup],[data-toggle],[data-bs-toggle]," +
    "[data-target],[data-bs-target],[data-action],[data-tab]";
  // Routes and states of applications, directives to the browser, and the top of the page.
  const OTHER = /^(?:$|top$|!|:~:)|[=&/?]/i;

  const without = (url) => url.href.slice(0, url.href.length - url.hash.length).replace(/#$/, "");
  const here = without(location);
  const named = new Set(Array.from(document.querySelectorAll("a[name]"), (anchor) => anchor.name));
  // Browsers look only in the document; the script of a component can lead to a part of it, or of another.
  let ids = null;
  const isInShadow = (name) => (ids ??= new Set(page.all("[id]").map(({ id }) => id))).has(name);
  const exists = (name, link) =>
    document.getElementById(name) !== null || named.has(name) || (link.getRootNode() !== document && isInShadow(name));

  const links = page.all("a[href*='#']").filter((link) => link.hash && without(link) === here);
  // A fragment that a script handles in one link is a state of the page in all.
  const states = new Set(links.filter((link) => link.matches(SCRIPTED)).map(({ hash }) => hash));
  const found = [];
  for (const target of links) {
    const fragment = target.hash.slice(1).replace(/:~:.*$/, "");
    if (!OTHER.test(page.decoded(fragment)) && !states.has(target.hash) && page.isShown(target)) {
      const isThere = exists(fragment, target) || exists(page.decoded(fragment), target);
      const facts = { fragment: page.decoded(fragment), found: isThere };
      const text = page.text(target) || page.name(target) || `#${facts.fragment}`;
      found.push({ target, facts: { ...facts, text: text.slice(0, 60) } });
    }
  }
  return found;
};
