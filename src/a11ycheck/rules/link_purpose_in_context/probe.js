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
  const ITEM = "li,[role=listitem]";
  const CELL = "td,[role=cell],[role=gridcell]";
  // No phrase that says nothing is longer but with a notice of a new window, and what describes itself needs no context.
  const MOST_WORDS = 5;
  const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";

  const headed = new Map();
  /** Whether a section has a heading; it may hold a thousand links. */
  function hasHeading(section) {
    if (section && !headed.has(section)) {
      const inSlots = page.slotted(section).some((node) => node.parentElement?.querySelector(HEADING));
      headed.set(section, inSlots || page.all(HEADING, section).length > 0);
    }
    return headed.get(section) ?? false;
  }

  const isBlock = (element) => !/^(?:inline|contents|ruby)/.test(getComputedStyle(element).display);

  /** As much of texts as is reported, since they may be those of a whole page. */
  function firstOf(texts) {
    let first = "";
    let letters = 0;
    for (const text of texts) {
      first += text;
      letters += text.replace(/\s+/g, "").length;
      if (letters >= TEXT_LIMIT) break;
    }
    return first;
  }

  /** The texts of the lines around a link in a block that holds more than these. */
  function* textsOfLines(link, block) {
    for (const direction of ["previousSibling", "nextSibling"]) {
      let at = link;
      while (page.above(at) !== block && page.above(at)) at = page.above(at);
      for (at = at[direction]; at; at = at[direction]) {
        if (at.nodeType === Node.ELEMENT_NODE && (at.localName === "br" || isBlock(at))) break;
        yield `${at.textContent} `;
      }
    }
  }

  const columns = new Map();
  /** The header cells in a column of a table, which may have a thousand links. */
  function columnHeaders(table, index) {
    if (!columns.has(table)) columns.set(table, new Map());
    const known = columns.get(table);
    if (!known.has(index)) {
      const cells = Array.from(table.rows, (row) => row.cells[index]);
      known.set(index, cells.filter((cell) => cell?.matches("th")));
    }
    return known.get(index);
  }

  function headersOf(cell) {
    const row = cell.closest("tr");
    const table = cell.closest("table");
    if (!row || !table) return [];
    const ids = (cell.getAttribute("headers") ?? "").split(/\s+/).filter(Boolean);
    const named = ids.map((id) => cell.getRootNode().getElementById(id)).filter(Boolean);
    const beside = [...row.cells].filter((item) => item.matches("th"));
    return [...named, ...beside, ...columnHeaders(table, cell.cellIndex)];
  }

  /** The terms that a description belongs to. */
  function* termsOf(description) {
    let at = description.previousElementSibling;
    while (at?.localName === "dd") at = at.previousElementSibling;
    for (; at?.localName === "dt"; at = at.previousElementSibling) yield at;
  }

  /** The elements whose text is context, and the block around the link. */
  function contextOf(link) {
    const found = new Set();
    for (let item = page.closest(link, ITEM); item; item = page.closest(page.above(item), ITEM)) found.add(item);
    const description = page.closest(link, "dd");
    if (description) for (const item of [description, ...termsOf(description)]) found.add(item);
    const cell = page.closest(link, CELL);
    let block = page.above(link);
    while (block && !isBlock(block)) block = page.above(block);
    if (cell) for (const item of [cell, ...headersOf(cell)]) found.add(item);
    if (block && !block.matches(WHOLE)) found.add(block);
    for (const id of (link.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean)) {
      const described = link.getRootNode().getElementById(id);
      if (described) found.add(described);
    }
    return { found, block };
  }

  /** Whether the paragraph before mentions the name. */
  function repeats(block, name) {
    const before = block.previousElementSibling;
    return before?.localName === "p" && page.text(before).toLowerCase().split(/[^\p{L}\p{N}]+/u).includes(name.toLowerCase());
  }

  const collapse = (text) => text.replace(/\s+/g, " ").trim().slice(0, TEXT_LIMIT);

  /** The texts of an element and of its slots in their order, without those of the link. */
  function* textsAround(element, link) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let isBehind = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const place = link.compareDocumentPosition(node);
      if (place & Node.DOCUMENT_POSITION_CONTAINED_BY) continue;
      if (!isBehind && place & Node.DOCUMENT_POSITION_FOLLOWING) yield " ";
      isBehind = Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
      yield node.data;
    }
    for (const node of page.slotted(element)) if (!link.contains(node.assignedSlot)) yield ` ${node.textContent}`;
  }

  /** The text of an element without that of the link. */
  const textAround = (element, link) =>
    element.contains(link) ? firstOf(textsAround(element, link)) : page.text(element);

  /** The texts of a component of which the link is a direct part: its block is the host, or around that. */
  function componentText(link, block) {
    const root = link.getRootNode();
    if (root === document || root === block?.getRootNode()) return "";
    const others = page.texts(/\S/, { root }).filter(({ element }) => !link.contains(element));
    return others.map(({ text }) => text).join(" ");
  }

  // A permalink follows the text of many headings, a number precedes it.
  const withoutPermalink = (text) => text.replace(/[^\p{L}\p{N}]+$/u, "");
  const withoutNumber = (text) => text.replace(/^[\p{N}.\s]+/u, "");

  const goalOfId = (id) => document.getElementById(id) ?? document.getElementsByName(id)[0];

  /** Whether a link leads to a heading of this page that begins with its name, as in a list of contents. */
  function isEntryOfContents(link, name) {
    if (!link.hash || link.href.split("#")[0] !== location.href.split("#")[0]) return false;
    const id = link.hash.slice(1);
    const goal = goalOfId(id) ?? goalOfId(page.decoded(id));
    const heading = goal?.closest(HEADING) ?? goal?.querySelector(HEADING);
    if (!heading) return false;
    const [wanted, text] = [name, page.text(heading)].map(withoutPermalink);
    // A heading may also hold a label, such as "New", that a list of contents leaves out.
    return text.startsWith(wanted) || withoutNumber(text).startsWith(wanted);
  }

  /** The name of the file or page to which a link leads: "Link" for `classes/Link.html`. */
  function goalOf(link) {
    const path = page.urlOf(link)?.pathname ?? "";
    return page.decoded(path.split("/").at(-1).replace(/\.x?html?$/i, ""));
  }

  function measure(target) {
    const name = collapse(page.name(target));
    const entry = isEntryOfContents(target, name);
    const isLong = name.split(" ").length > MOST_WORDS && page.hasOwnWords(name);
    const goal = target.hasAttribute("href") ? goalOf(target) : "";
    if (isLong || entry) return { name, goal, context: [], heading: false, paragraph: false, entry };
    const { found, block } = contextOf(target);
    const lines = block?.matches(WHOLE) ? [firstOf(textsOfLines(target, block))] : [];
    const around = [...lines, componentText(target, block), ...[...found].map((element) => textAround(element, target))].map(collapse);
    return {
      name,
      goal,
      entry,
      context: around.filter((text) => /\p{L}/u.test(text)),
      heading: hasHeading(page.closest(target, SECTION)),
      paragraph: block?.localName === "p" && page.closest(target, OTHER) === null && repeats(block, name),
    };
  }

  const NAMED = "[aria-label],[aria-labelledby],[role]";

  /** Whether a link passes by its text alone: it says something, and is no paragraph of one word. */
  function isPlain(link) {
    if (link.localName !== "a" || !link.hasAttribute("href") || link.childElementCount || link.matches(NAMED)) return false;
    const { textContent } = link;
    return page.hasOwnWords(textContent) && (/\p{L}[^\p{L}]+\p{L}/u.test(textContent) || page.closest(link, OTHER) !== null);
  }

  const isLink = (element) => page.isExposed(element) && page.semanticRole(element) === "link";
  const { plain = [], others = [] } = Object.groupBy(page.all("a,area,[role~=link]"), (link) =>
    isPlain(link) ? "plain" : "others",
  );
  const passed = plain.find(isLink);
  // One of those that pass stands for all.
  return [...(passed ? [passed] : []), ...others.filter(isLink)]
    .map((target) => ({ target, facts: measure(target) }))
    .filter(({ facts }) => facts.name);
};
