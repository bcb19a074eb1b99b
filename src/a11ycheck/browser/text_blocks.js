"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its rules */
/*
 * Answers once for a block which of its links and widgets are in a line of text. axe reads the whole block again for each of
 * them, so that the time for a list of links without list items grows with the square of their number.
 */
module.exports = function createTextBlocks(axe) {
  const BLOCKS = /^(?:block|list-item|table|flex|grid)$|^table-/;
  const INLINE_BLOCKS = /^inline-(?:block|flex|grid)$/;
  const BREAKS = /^[bh]r$/i;
  const { aria, dom, text } = axe.commons;
  const displayOf = (virtualNode) => virtualNode.getComputedStylePropertyValue("display");
  const isBlock = (virtualNode) => BLOCKS.test(displayOf(virtualNode));

  /**
   * The sections of a block between line breaks and blocks in it: {of, last}, where `of` has the section of each element
   * that axe comes by. The others, such as links in a button, are compared with the last one.
   */
  function readBlock(block) {
    const of = new Map();
    let last = { text: "", widgets: "" };
    const read = ({ children }) => {
      for (const child of children) {
        const node = child.actualNode;
        if (node.nodeType === Node.TEXT_NODE) last.text += node.nodeValue;
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        of.set(node, last);
        const isApart = isBlock(child);
        if (isApart || BREAKS.test(node.nodeName)) last = { text: "", widgets: "" };
        if (isApart || !dom.isVisibleOnScreen(child)) continue;
        if (aria.getRoleType(child) === "widget") last.widgets += node.textContent;
        else read(child);
      }
    };
    read(block);
    return { of, last };
  }

  /** The block around an element in axe's tree. */
  function blockAround(element) {
    const parent = dom.getComposedParent(element);
    const virtualNode = axe.utils.getNodeFromTree(parent);
    return isBlock(virtualNode) ? virtualNode : blockAround(parent);
  }

  /** The block around an element, and the section of it: {block, section}; null where axe has to tell, or to raise an error. */
  function locate(element) {
    try {
      const block = blockAround(element);
      const blocks = axe._cache.get("a11ycheck-text-blocks", () => new Map());
      if (!blocks.has(block)) blocks.set(block, readBlock(block));
      const { of, last } = blocks.get(block);
      const section = of.get(element) ?? last;
      section.length ??= text.sanitize(section.text).length;
      section.excess ??= section.length - text.sanitize(section.widgets).length;
      return { block, section };
    } catch {
      return null;
    }
  }

  function replaceMatches(id, createMatches) {
    const rule = axe._audit.rules.find((item) => item.id === id);
    rule.matches = createMatches(rule.matches);
  }

  replaceMatches("link-in-text-block", (matches) => {
    return function (element, virtualNode, ...values) {
      const display = displayOf(virtualNode);
      if (BLOCKS.test(display) || INLINE_BLOCKS.test(display)) return false;
      const found = locate(element);
      if (!found) return matches.call(this, element, virtualNode, ...values);
      if (found.section.excess <= 0) return false;
      const role = aria.getExplicitRole(element);
      return (!role || role === "link") && text.sanitize(element.innerText) !== "" && dom.isVisibleOnScreen(element);
    };
  });

  replaceMatches("target-size", (matches) => {
    return function (element, virtualNode, ...values) {
      if (aria.getRoleType(virtualNode) !== "widget") return false;
      const found = isBlock(virtualNode) ? null : locate(element);
      if (!found) return matches.call(this, element, virtualNode, ...values);
      // Of the element, axe asks only whether it is in a line of text; a block is in none.
      return found.section.length === 0 && matches.call(this, found.block.actualNode, virtualNode, ...values);
    };
  });
};
