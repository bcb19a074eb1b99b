"use strict";
/*
 * What links of the page with the same name lead to: pages of this site are read, and their main contents compared. With
 * `contexts`, only links with the same context are compared: `near` returns groups of links that may share one, which is
 * quick, and `keyOf` the context of a link.
 */
module.exports = function createLinkTargets(contexts = null) {
  const LINK = "a[href],area[href],[role~=link]";
  const FRAME = "script,style,noscript,template,nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]";
  const REFRESH = /^\s*0*(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?(?<url>[^"']+)/i;
  const MOST_PAGES = 12;
  const MOST_HOPS = 3;
  const MOST_SHOWN = 4;
  const SHOW_MS = 3000;
  const LEAST_WORDS = 30;
  const LEAST_BELOW_HEADING = 6;
  const ALIKE = 0.15;
  const targets = new Map();

  const fold = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

  /** The name of a link as far as markup shows it: enough to know which targets are to be compared. */
  const roughName = (link) =>
    fold(link.getAttribute("aria-label") || link.textContent || link.querySelector("img[alt]")?.alt || link.title || "");

  const resolved = new Map();

  /** The URL of a link without its fragment, "" where only a script knows it. */
  function urlOf(link) {
    const value = link.href?.baseVal ?? link.getAttribute("href") ?? "";
    if (!resolved.has(value)) resolved.set(value, resolve(value));
    return resolved.get(value);
  }

  function resolve(value) {
    if (!value || !URL.canParse(value, document.baseURI)) return "";
    const url = new URL(value, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) return "";
    url.hash = "";
    return url.href;
  }

  /** The links by name, where several have the same. */
  function named(links) {
    const byName = Map.groupBy(links, roughName);
    byName.delete("");
    return [...byName.values()].filter(({ length }) => length > 1);
  }

  /** The links of the document by name and context, where several have the same. */
  function groups() {
    const links = [...document.querySelectorAll(LINK)];
    if (contexts === null) return named(links);
    const near = contexts.near(links).flatMap(named).filter(leadApart);
    return near.flatMap((same) => Array.from(Map.groupBy(same, contexts.keyOf).values())).filter(({ length }) => length > 1);
  }

  const targetsOf = (links) => new Set(links.map((link) => urlOf(link) || link));
  const leadApart = (links) => {
    const first = urlOf(links[0]);
    return links.length > 1 && (!first || links.some((link) => urlOf(link) !== first));
  };

  /** What links with the same name lead to, where that is several: URLs, and links whose target only a script knows. */
  const compared = () => [...new Set(groups().filter(leadApart).flatMap((links) => Array.from(targetsOf(links))))];

  const isExpected = () => groups().some(leadApart);

  async function read(url, hops = 0) {
    if (new URL(url).origin !== location.origin) return null;
    try {
      // The page itself was measured before; the audit allows no other host.
      // oxlint-disable-next-line no-restricted-globals
      const response = await fetch(url);
      if (!response.ok || !/html/.test(response.headers.get("content-type") ?? "")) return null;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const refresh = REFRESH.exec(page.querySelector('meta[http-equiv="refresh" i]')?.content ?? "")?.groups.url;
      if (refresh && hops < MOST_HOPS) return await read(new URL(refresh, response.url).href, hops + 1);
      const main = page.querySelector("main,[role=main]") ?? page.body;
      if (main === page.body) for (const part of main.querySelectorAll(FRAME)) part.remove();
      const heading = fold(main.querySelector("h1")?.textContent ?? "");
      return { url: response.url, text: fold(main.textContent), heading, isScripted: page.scripts.length > 0 };
    } catch {
      return null;
    }
  }

  /** What a page shows after its scripts have run. It is opened in a frame that cannot navigate this window. */
  async function show(url) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    frame.style = "position:fixed;left:-3000px;width:1280px;height:800px";
    const isLoaded = new Promise((done) => {
      frame.addEventListener("load", () => done(true), { once: true });
      setTimeout(done, SHOW_MS, false);
    });
    frame.src = url;
    document.body.append(frame);
    try {
      const main = (await isLoaded) ? (frame.contentDocument?.querySelector("main,[role=main]") ?? frame.contentDocument?.body) : null;
      if (!main) return null;
      const heading = [...main.querySelectorAll("h1")].find((found) => found.checkVisibility());
      return { url, text: fold(main.innerText), heading: fold(heading?.innerText ?? ""), isScripted: false };
    } finally {
      frame.remove();
    }
  }

  /** Read the targets of this site; returns their URLs. */
  async function load() {
    const urls = compared().filter((target) => typeof target === "string").slice(0, MOST_PAGES);
    const pages = await Promise.all(urls.map((url) => read(url)));
    urls.forEach((url, index) => targets.set(url, pages[index]));
    const shown = urls.filter((url) => mayDiffer(targets.get(url))).slice(0, MOST_SHOWN);
    const found = await Promise.all(shown.map((url) => show(url)));
    shown.forEach((url, index) => targets.set(url, found[index]));
    return urls.filter((url) => targets.get(url));
  }

  const pathOf = ({ url }) => new URL(url).pathname;

  /** Whether a script may show something else than for another query of the same document. */
  const mayDiffer = (page) =>
    Boolean(page?.isScripted) &&
    [...targets.values()].some(
      (other) => other && other.url !== page.url && other.text === page.text && pathOf(other) === pathOf(page),
    );

  const numbers = (text) => text.replace(/\d+/g, "0");

  function likeness(one, other) {
    const [first, second] = [one, other].map((text) => new Set(text.match(/\p{L}{3,}/gu)));
    const common = [...first].filter((word) => second.has(word)).length;
    return { words: Math.min(first.size, second.size), share: common / (first.size + second.size - common || 1) };
  }

  const haveOtherHeadings = (page, other) => page.heading !== "" && other.heading !== "" && likeness(page.heading, other.heading).share === 0;

  /** How two links relate: "same", "numbers" (equal but for these), "other", or "unknown". */
  function relation(one, other) {
    const [url, otherUrl] = [urlOf(one), urlOf(other)];
    if (!url || !otherUrl) return "unknown";
    if (url === otherUrl) return "same";
    const [page, otherPage] = [targets.get(url), targets.get(otherUrl)];
    if (!page || !otherPage || !page.text || !otherPage.text) return "unknown";
    if (page.url === otherPage.url) return "same";
    if (page.text === otherPage.text) return mayDiffer(page) ? "unknown" : "same";
    if (numbers(page.text) === numbers(otherPage.text)) return "numbers";
    const { words, share } = likeness(page.text, otherPage.text);
    const least = haveOtherHeadings(page, otherPage) ? LEAST_BELOW_HEADING : LEAST_WORDS;
    return share < ALIKE && words >= least ? "other" : "unknown";
  }

  return { load, groups, isExpected, relation, urlOf, selector: LINK };
};
