"use strict";
/*
 * The context of a link that its markup determines (ACT: programmatically determined link context), as a key: links with
 * the same key have the same context. A block that has no text but its link's adds nothing: such links are compared with
 * those of other blocks of the same parent.
 */
module.exports = function createLinkContext() {
  const BLOCK = /^(?:block|flow-root|inline-block|list-item|table-cell|table-caption)/;
  const BLOCKS = "p,div,li,td,th,dd,dt,h1,h2,h3,h4,h5,h6,section,article,nav,aside,header,footer,main,figcaption,blockquote,body";
  const OWN_CONTEXT = "li,td,th,dt,dd,h1,h2,h3,h4,h5,h6,[role=listitem],[role=cell],[role=gridcell],[role=heading]";
  const numbers = new WeakMap();
  let count = 0;

  function numberOf(element) {
    if (!numbers.has(element)) {
      count += 1;
      numbers.set(element, count);
    }
    return numbers.get(element);
  }

  const above = (element) => element.parentElement ?? element.getRootNode().host ?? null;

  /** The nearest ancestor that contains lines of text. */
  function blockOf(link) {
    let box = above(link);
    while (box && above(box) && !BLOCK.test(getComputedStyle(box).display)) box = above(box);
    return box;
  }

  /**
   * Groups of links that may have the same context: within an element that is most often a block, and alone in such elements
   * of one parent.
   */
  function near(links) {
    const within = Map.groupBy(links, (link) => link.closest(BLOCKS) ?? document.documentElement);
    const single = [...within].filter(([block, { length, 0: link }]) => length === 1 && isAll(link, block));
    const apart = Map.groupBy(single.map(([, [link]]) => link), (link) => above(link.closest(BLOCKS) ?? document.documentElement));
    return [...within.values(), ...apart.values()].filter(({ length }) => length > 1);
  }

  const isAll = (link, block) => block.childElementCount === 1 && fold(block.textContent) === fold(link.textContent);

  const fold = (text) => text.replace(/\s+/g, " ").trim();

  /** Whether the block around a link says nothing else. */
  function isAlone(link) {
    const block = blockOf(link);
    return !block.closest(OWN_CONTEXT) && isAll(link, block) && above(block) !== null;
  }

  function keyOf(link) {
    const block = blockOf(link) ?? link;
    const around = isAlone(link) ? above(block) : block;
    return `${numberOf(around)} ${link.getAttribute("aria-describedby") ?? ""}`;
  }

  return { keyOf, isAlone, near };
};
