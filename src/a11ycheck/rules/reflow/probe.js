"use strict";
/**
 * The widths of the window and of the page, and the innermost elements that stick out of the page, with how far.
 * An element inside a box that scrolls or clips by itself does not widen the page, and is left out.
 */
module.exports = function probe(page, options) {
  const root = document.scrollingElement || document.documentElement;
  const width = root.clientWidth;
  // Each of these is one thing: what it is made of is not named.
  const ROLES = ["application", "grid", "table", "toolbar", "tree", "treegrid"];
  const WHOLE = `canvas,embed,iframe,math,object,picture,pre,svg,table,video,${ROLES.map((role) => `[role=${role}]`)}`;
  if (!document.body || isCutOff()) return [];
  const whole = { target: document.documentElement, facts: { window_width: width, page_width: root.scrollWidth } };
  if (root.scrollWidth <= width + options.tolerance) return [whole];

  /** The window scrolls as `html` says, or as `body` says where `html` says nothing (CSS Overflow 3, 3.3). */
  function isCutOff() {
    const [own, body] = [document.documentElement, document.body].map(
      (element) => getComputedStyle(element).overflowX,
    );
    return /hidden|clip/.test(own === "visible" ? body : own);
  }

  // The viewport takes its direction from `body`, whatever `html` says (CSS Writing Modes 4, 8.1).
  const rightToLeft = getComputedStyle(document.body).direction === "rtl";

  /** How far a box reaches past the side to which the page can scroll. */
  function reach(box) {
    if (box.width === 0 || box.height === 0) return 0;
    const left = box.left + window.scrollX;
    return Math.round(rightToLeft ? -left : left + box.width - width);
  }

  /** A word that cannot break leaves the box of its element: text is measured too. */
  function reachOfText(element) {
    const range = document.createRange();
    const reaches = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => {
        range.selectNodeContents(node);
        return reach(range.getBoundingClientRect());
      });
    return Math.max(0, ...reaches);
  }

  /** The children that are laid out: those of a shadow root, and what is put into its slots. */
  function childrenOf(element) {
    const slotted = element.localName === "slot" ? element.assignedElements() : [];
    if (slotted.length) return slotted;
    // Not `children`: a form field may have that name, and then stands where the form's children are.
    const children = [];
    let child = (element.shadowRoot || element).firstElementChild;
    for (; child; child = child.nextElementSibling) children.push(child);
    return children;
  }

  const found = [];
  function note(target, overflow) {
    if (overflow > options.tolerance) found.push({ target, overflow });
  }

  function walk(element) {
    const { overflowX, position } = getComputedStyle(element);
    if (position === "fixed") return;
    const own = reach(element.getBoundingClientRect());
    if (element.matches(WHOLE) || (element !== document.body && overflowX !== "visible")) {
      // The text of a box of code sticks out of it.
      const inner = overflowX === "visible" && element.localName === "pre" ? element.scrollWidth - element.clientWidth : 0;
      note(element, own + inner);
      return;
    }
    const before = found.length;
    for (const child of childrenOf(element)) walk(child);
    const overflow = Math.max(reachOfText(element), found.length === before ? own : 0);
    note(element, overflow);
  }
  walk(document.body);

  const sticking = found.slice(0, options.limit).map(({ target, overflow }) => ({
    target,
    facts: {
      tag: target.localName,
      role: target.getAttribute("role") ?? "",
      width: Math.round(target.getBoundingClientRect().width),
      overflow,
      page_width: root.scrollWidth,
    },
  }));
  return [whole, ...sticking];
};
