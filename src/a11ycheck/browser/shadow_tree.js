"use strict";
/*
 * The document together with its open shadow roots, in the order of their tree: a host, what its shadow root holds, what
 * the host itself holds. `once` remembers what was read.
 */
module.exports = function createShadowTree(once) {
  const above = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  /** The nearest ancestor that matches, across shadow roots, or null. */
  function closest(element, selector) {
    const host = element.getRootNode().host;
    return element.closest(selector) ?? (host ? closest(host, selector) : null);
  }

  const hostsIn = (root) =>
    once("hosts", root, () => [...root.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot !== null));

  const isBehind = (host, element) => host.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;

  /** The elements below a root that match, each within the shadow root that it is in. */
  function all(selector, root = document) {
    const found = [...root.querySelectorAll(selector)];
    const parts = root.shadowRoot ? all(selector, root.shadowRoot) : [];
    let next = 0;
    for (const host of hostsIn(root)) {
      const start = next;
      while (next < found.length && !isBehind(host, found[next])) next += 1;
      parts.push(...found.slice(start, next), ...all(selector, host.shadowRoot));
    }
    return [...parts, ...found.slice(next)];
  }

  /** An element and those around it, as they are laid out: out of slots and shadow roots. */
  function outwards(element) {
    const elements = [];
    for (let at = element; at; at = at.assignedSlot ?? above(at)) elements.push(at);
    return elements;
  }

  /** The children that are laid out: those of a shadow root, and what is put into its slots. */
  function childrenOf(element) {
    const assigned = element.localName === "slot" ? element.assignedElements() : [];
    if (assigned.length) return assigned;
    // Not `children`: a form field may have that name, and then stands where the form's children are.
    const children = [];
    let child = (element.shadowRoot || element).firstElementChild;
    for (; child; child = child.nextElementSibling) children.push(child);
    return children;
  }

  /** The nodes that the slots below an element show. */
  function slotted(element) {
    if (!(element.getRootNode() instanceof ShadowRoot)) return [];
    return [...element.querySelectorAll("slot")].flatMap((slot) => slot.assignedNodes({ flatten: true }));
  }

  /** The text of an element, then that of its slots. */
  function text(element) {
    const shown = slotted(element).map((node) => node.textContent);
    return [element.textContent, ...shown].join(" ").replace(/\s+/g, " ").trim();
  }

  /** The text nodes below an element, in shadow roots too. */
  function* textNodes(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) yield node;
      else if (node.shadowRoot) yield* textNodes(node.shadowRoot);
    }
  }

  return { above, all, childrenOf, closest, outwards, slotted, text, textNodes };
};
