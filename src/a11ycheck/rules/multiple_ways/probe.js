"use strict";
/** The ways from this page to others: a search, an index, and else the paths that it links to. */
module.exports = function probe(page, { index, search: words, limit }) {
  const root = document.documentElement;
  if (root.localName !== "html" || !document.body) return [];
  const plain = (path) => path.replace(/(?:index)?\.html?$|(?<=\/)index$/i, "").replace(/(?<=.)\/$/, "");
  const path = plain(location.pathname);
  const isIndex = new RegExp(index, "iu");
  const SEARCH = "[role=search],search,input[type=search],form[action*=search i] input,[role=searchbox]";
  const NAMES = ["id", "name", "placeholder", "aria-label"];
  // "Research" is another word.
  const isNamed = (field) => NAMES.some((name) => /(?<!re)search/i.test(field.getAttribute(name) ?? ""));
  const isSearch = new RegExp(words, "iu");
  // A button that opens the search, whose field is added then.
  const opens = (button) => isSearch.test((button.getAttribute("aria-label") ?? page.text(button)).trim());
  const search =
    page.all(SEARCH).length > 0 ||
    page.all("input:not([type=hidden i])").some(isNamed) ||
    page.all("button,[role=button]").some(opens);
  const facts = { path, search, index: false, links: [] };
  if (search) return [{ target: root, facts }];
  // SVG may name the target by an older attribute.
  const links = page.all("a:any-link,area[href]").map((element) => ({ element, to: page.urlOf(element) }));
  const own = links.filter(({ to }) => to?.origin === location.origin);
  facts.index = own.some(({ element, to }) => isIndex.test(page.text(element)) || /(?:genindex|sitemap)[^/]*$/i.test(to.pathname));
  const others = new Set(own.map(({ to }) => plain(to.pathname)));
  others.delete(path);
  facts.links = [...others].slice(0, limit);
  return [{ target: root, facts }];
};
