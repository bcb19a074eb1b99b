"use strict";
/** The links outside of the main content that offer help: mail, telephone, or a name that matches the pattern. */
module.exports = function probe(page, { pattern }) {
  const lang = page.ownLang(document.documentElement).toLowerCase();
  const help = new RegExp(pattern, "iu");
  return page
    .siteLinks(document.body)
    .filter(({ url, name, part }) => part && (/^(?:mailto|tel):/.test(url) || help.test(name)))
    .map(({ element, url, name, part }) => ({ target: element, facts: { lang, url, name, part } }));
};
