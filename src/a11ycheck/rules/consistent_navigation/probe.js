"use strict";
/** The links of each navigation to pages, in their order, and what identifies the navigation. */
module.exports = function probe(page) {
  const navigations = page.all("nav,[role=navigation]");
  const lang = page.ownLang(document.documentElement).toLowerCase();
  return navigations
    .map((target, index) => {
      const key = target.getAttribute("aria-label") ?? (target.id || `number ${index + 1}`);
      const links = page.siteLinks(target).map(({ url, name }) => [url, name]);
      return { target, facts: { key, lang, links } };
    })
    .filter(({ facts }) => facts.links.length > 0);
};
