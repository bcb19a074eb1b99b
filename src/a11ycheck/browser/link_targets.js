"use strict";
/*
 * What links of the page with the same name lead to: pages of this site are read, and their main contents compared.
 */
module.exports = function createLinkTargets() {
  const LINK = "a[href],area[href],[role~=link]";
  const FRAME = "script,style,noscript,template,nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]";
  const REFRESH = /^\s*0*(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?(?<url>[^"']+)/i;
  const MOST_PAGES = 12;
  const MOST_HOPS = 3;
  const LEAST_WORDS = 30;
  const ALIKE = 0.15;
  const targets = new Map();

  const fold = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

  /** The name of a link as far as markup shows it: enough to know which targets are to be compared. */
  const roughName = (link) =>
    fold(link.getAttribute("aria-label") || link.textContent || link.querySelector("img[alt]")?.alt || link.title || "");

  /** The URL of a link without its fragment, "" where only a script knows it. */
  function urlOf(link) {
    const value = link.href?.baseVal ?? link.href ?? "";
    if (!value || !URL.canParse(value, document.baseURI)) return "";
    const url = new URL(value, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) return "";
    url.hash = "";
    return url.href;
  }

  /** What links with the same name lead to, where that is several: URLs, and links whose target only a script knows. */
  function compared() {
    const byName = new Map();
    for (const link of document.querySelectorAll(LINK)) {
      const name = roughName(link);
      if (!byName.has(name)) byName.set(name, new Set());
      byName.get(name).add(urlOf(link) || link);
    }
    byName.delete("");
    return [...new Set([...byName.values()].filter(({ size }) => size > 1).flatMap((found) => Array.from(found)))];
  }

  const isExpected = () => compared().length > 0;

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
      return { url: response.url, text: fold(main.textContent) };
    } catch {
      return null;
    }
  }

  /** Read the targets of this site; returns their URLs. */
  async function load() {
    const urls = compared().filter((target) => typeof target === "string").slice(0, MOST_PAGES);
    const pages = await Promise.all(urls.map((url) => read(url)));
    urls.forEach((url, index) => targets.set(url, pages[index]));
    return urls.filter((url) => targets.get(url));
  }

  const numbers = (text) => text.replace(/\d+/g, "0");

  function likeness(one, other) {
    const [first, second] = [one, other].map((text) => new Set(text.match(/\p{L}{3,}/gu)));
    const common = [...first].filter((word) => second.has(word)).length;
    return { words: Math.min(first.size, second.size), share: common / (first.size + second.size - common || 1) };
  }

  /** How two links relate: "same", "numbers" (equal but for these), "other", or "unknown". */
  function relation(one, other) {
    const [url, otherUrl] = [urlOf(one), urlOf(other)];
    if (!url || !otherUrl) return "unknown";
    if (url === otherUrl) return "same";
    const [page, otherPage] = [targets.get(url), targets.get(otherUrl)];
    if (!page || !otherPage || !page.text || !otherPage.text) return "unknown";
    if (page.url === otherPage.url || page.text === otherPage.text) return "same";
    if (numbers(page.text) === numbers(otherPage.text)) return "numbers";
    const { words, share } = likeness(page.text, otherPage.text);
    return words >= LEAST_WORDS && share < ALIKE ? "other" : "unknown";
  }

  return { load, isExpected, relation, urlOf, selector: LINK };
};
