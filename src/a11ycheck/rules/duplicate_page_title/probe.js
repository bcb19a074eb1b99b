"use strict";
/** The title of the page, with white space collapsed, and its language. */
module.exports = function probe(page) {
  const target = document.querySelector("head > title");
  const title = target ? page.text(target) : "";
  if (!title) return [];
  const lang = page.ownLang(document.documentElement);
  return [{ target, facts: { title, lang: lang.toLowerCase() } }];
};
