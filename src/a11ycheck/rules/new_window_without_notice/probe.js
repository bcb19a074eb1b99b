"use strict";
/** Visible links that open another window, and what could announce it. */
module.exports = function probe(page) {
  const AHEAD = 60;
  const own = new Set(["", "_self", "_top", "_parent"]);
  for (const frame of page.all("iframe[name],object[name]")) own.add(frame.getAttribute("name"));
  const fallback = document.querySelector("base[target]")?.getAttribute("target") ?? "";

  const isDrawn = (element, part) => !/^(?:none|normal|"\s*"|)$/.test(getComputedStyle(element, part).content);
  const hasPicture = (element) =>
    element.matches("img,svg,i,[class*=icon]") || getComputedStyle(element).backgroundImage !== "none";

  /** Whether something is drawn beside the text of a link; in a link without text it is the content. */
  function hasIcon(link) {
    if (!page.text(link)) return false;
    const slotted = page.slotted(link).filter((node) => node instanceof Element);
    const parts = [link, ...slotted].flatMap((part) => [part].concat(page.all("*", part)));
    return parts.some((part) => hasPicture(part) || isDrawn(part, "::before") || isDrawn(part, "::after"));
  }

  /** Whether a link saves a file: of another site, browsers show it as if the attribute was not there. */
  const saves = ({ protocol, origin }) => /^(?:blob|data):$/.test(protocol) || origin === location.origin;
  const isDownload = (link) => link.hasAttribute("download") && saves(link);

  function around(link) {
    const ids = (link.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
    const described = ids.map((id) => link.getRootNode().getElementById(id)?.textContent ?? "");
    let after = "";
    for (let node = link.nextSibling; node && after.length < AHEAD; node = node.nextSibling) {
      if (node.nodeType === Node.ELEMENT_NODE && (node.matches("a") || node.querySelector("a"))) break;
      after += node.textContent;
    }
    const texts = [link.getAttribute("title") ?? "", ...described, after.slice(0, AHEAD)];
    return texts.join(" ").replace(/\s+/g, " ").trim();
  }

  return page.all("a[href],area[href]")
    .map((target) => ({ target, window: target.getAttribute("target") ?? fallback }))
    .filter(({ target, window }) => !own.has(window.toLowerCase()) && !own.has(window) && page.isShown(target))
    .filter(({ target }) => !/^(?:javascript|mailto|tel):/i.test(target.href) && !isDownload(target))
    .map(({ target, window }) => {
      const name = page.name(target) || target.getAttribute("href");
      const facts = { target: window, name: name.slice(0, 80) };
      return { target, facts: { ...facts, around: around(target), icon: hasIcon(target) } };
    });
};
