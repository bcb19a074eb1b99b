"use strict";
/**
 * Links that have a name, with the texts of their context: of the list items and the table cell around them, its headers,
 * their block, and what describes them. A block that holds the whole page is no context; its lines are.
 */
module.exports = function probe(page) {
  const TEXT_LIMIT = 200;
  const WHOLE = "html,body,main,[role=main]";
  const SECTION = "article,section,aside,[role=article],[role=region]";
  // Where single words are usual: names in lists and tables, and what surrounds the content.
  const OTHER = "li,dd,td,th,nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]";
  const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";

  function* ancestors(element) {
    for (let at = page.above(element); at; at = page.above(at)) yield at;
  }

  const isBlock = (element) => !/^(?:inline|contents|ruby)/.test(getComputedStyle(element).display);

  /** The text of the lines around a link in a block that holds more than these. */
  function lineText(link, block) {
    const parts = [];
    for (const direction of ["previousSibling", "nextSibling"]) {
      let at = link;
      while (page.above(at) !== block && page.above(at)) at = page.above(at);
      for (at = at[direction]; at; at = at[direction]) {
        if (at.nodeType === Node.ELEMENT_NODE && (at.localName === "br" || isBlock(at))) break;
        parts.push(at.textContent);
      }
    }
    return parts.join(" ");
  }

  function headersOf(cell) {
    const row = cell.closest("tr");
    const table = cell.closest("table");
    if (!row || !table) return [];
    const ids = (cell.getAttribute("headers") ?? "").split(/\s+/).filter(Boolean);
    const named = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const above = [...table.rows].map((item) => item.cells[cell.cellIndex]).filter((item) => item?.matches("th"));
    return [...named, ...[...row.cells].filter((item) => item.matches("th")), ...above];
  }

  function* termsOf(description) {
    for (let at = description; at; at = at.previousElementSibling) yield at;
  }

  /** The elements whose text is context, and the block around the link. */
  function contextOf(link) {
    const found = new Set();
    let block = null;
    let cell = null;
    for (const at of ancestors(link)) {
      if (page.semanticRole(at) === "listitem") found.add(at);
      if (at.localName === "dd") for (const term of termsOf(at)) found.add(term);
      if (!cell && /^(?:cell|gridcell)$/.test(page.semanticRole(at) ?? "")) cell = at;
      if (!block && isBlock(at)) block = at;
    }
    if (cell) for (const item of [cell, ...headersOf(cell)]) found.add(item);
    if (block && !block.matches(WHOLE)) found.add(block);
    for (const id of (link.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean)) {
      const described = document.getElementById(id);
      if (described) found.add(described);
    }
    return { found, block };
  }

  const collapse = (text) => text.replace(/\s+/g, " ").trim().slice(0, TEXT_LIMIT);

  /** The text of an element without that of the link. */
  function textAround(element, link) {
    if (!element.contains(link)) return page.text(element);
    const range = document.createRange();
    range.selectNodeContents(element);
    range.setEndBefore(link);
    const before = range.toString();
    range.selectNodeContents(element);
    range.setStartAfter(link);
    return `${before} ${range.toString()}`;
  }

  function measure(target) {
    const { found, block } = contextOf(target);
    const lines = block?.matches(WHOLE) ? [lineText(target, block)] : [];
    const around = [...lines, ...[...found].map((element) => textAround(element, target))].map(collapse);
    const section = page.closest(target, SECTION);
    return {
      name: collapse(page.name(target)),
      context: around.filter((text) => /\p{L}/u.test(text)),
      heading: Boolean(section?.querySelector(HEADING)),
      paragraph: block?.localName === "p" && page.closest(target, OTHER) === null && target.protocol !== "mailto:",
    };
  }

  return [...document.querySelectorAll("a,area,[role~=link]")]
    .filter((link) => page.isExposed(link) && page.semanticRole(link) === "link")
    .map((target) => ({ target, facts: measure(target) }))
    .filter(({ facts }) => facts.name);
};
