"use strict";
/** The parts of a page that links to its versions in other languages; nothing for other pages. */
module.exports = function probe(page, options) {
  const LIMIT = 4000;
  const links = [...document.querySelectorAll('link[rel~="alternate"][hreflang][href]')];
  if (links.length < 2) return [];

  const path = (url) => new URL(url, document.baseURI).pathname.replace(/\/$/, "/index.html");
  const here = path(location.href);
  const alternates = links.map((link) => [link.hreflang.toLowerCase(), path(link.href)]);
  const lang = page.ownLang(document.documentElement).toLowerCase();
  const title = document.querySelector("head > title") || document.documentElement;

  /** The path from this page to another of the site, without `../`; the whole URL for other sites. */
  function wayTo(anchor) {
    const url = new URL(anchor.getAttribute("href"), document.baseURI);
    if (url.origin !== location.origin) return url.href;
    const from = here.split("/").slice(0, -1);
    const to = path(url.href).split("/");
    while (from.length && from[0] === to[0] && to.length > 1) {
      from.shift();
      to.shift();
    }
    const same = path(url.href) === here;
    return (same ? "" : to.join("/")) + (url.hash ? "#" : "");
  }

  const BLOCK = "p,li,dt,dd,td,th,figcaption,pre,caption";
  const KINDS = [
    ["heading", "h1,h2,h3,h4,h5,h6,[role=heading]"],
    ["link", "a[href]"],
    ["image", "img"],
    ["note", options.notes],
    ["step", "ol > li"],
    ["block", BLOCK],
  ];
  function keyOf(kind, element) {
    if (kind === "heading") {
      return element.getAttribute("aria-level") || element.localName.slice(1);
    }
    if (kind === "link") return wayTo(element);
    if (kind === "image") return (element.getAttribute("src") || "").split("/").pop();
    if (kind !== "note") return "";
    const named = options.note_kinds.find((name) => element.classList.contains(name));
    return named || "note";
  }

  const root = document.querySelector("main,[role=main]") || document.body;
  const facts = [{ target: title, facts: { kind: "page", lang, path: here, alternates } }];
  const blocks = [];
  for (const element of root.querySelectorAll(KINDS.map((kind) => kind[1]).join(","))) {
    if (facts.length > LIMIT) break;
    if (element.closest(options.ignored)) continue;
    for (const [kind, selector] of KINDS) {
      if (!element.matches(selector)) continue;
      if (kind === "block") blocks.push(element);
      const alt = kind === "image" ? element.getAttribute("alt") || "" : "";
      const block = blocks.length + (kind === "note" && element.querySelector(BLOCK) ? 1 : 0);
      const measured = { kind, key: keyOf(kind, element), block, alt };
      facts.push({ target: element, facts: { ...measured, text: page.text(element).slice(0, 80) } });
    }
  }
  return facts;
};
