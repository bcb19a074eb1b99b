"use strict";
/** The links to other pages in navigations, headers and footers, once for each part, target and name. */
module.exports = function probe(page) {
  const lang = page.ownLang(document.documentElement).toLowerCase();
  const seen = new Set();
  return page.siteLinks(document.body).flatMap(({ element, url, hash, name, part }) => {
    const key = `${part} ${url}${hash} ${name}`;
    // The page itself may be called otherwise there: "you are here".
    if (!part || !name || seen.has(key) || url === location.pathname) return [];
    seen.add(key);
    return [{ target: element, facts: { lang, part, url: url + hash, name } }];
  });
};
