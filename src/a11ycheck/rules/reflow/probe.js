"use strict";
/**
 * The widths of the window and of the page, and the innermost elements that stick out of the page, with how far.
 * An element inside a box that scrolls or clips by itself does not widen the page, and is left out, unless the box holds
 * the main content: then it scrolls as the page would.
 */
module.exports = function probe(page, options) {
  const root = document.scrollingElement || document.documentElement;
  const width = root.clientWidth;
  // Each of these is one thing: what it is made of is not named.
  const ROLES = ["application", "grid", "table", "toolbar", "tree", "treegrid"];
  const WHOLE = `canvas,embed,iframe,math,object,picture,pre,svg,table,video,${ROLES.map((role) => `[role=${role}]`)}`;
  if (!document.body) return [];
  const scroller = findScroller();
  if (isCutOff() && !scroller) return [];
  const pageWidth = Math.max(root.scrollWidth, scroller ? width + scroller.scrollWidth - scroller.clientWidth : 0);
  const whole = { target: document.documentElement, facts: { window_width: width, page_width: pageWidth } };
  if (pageWidth <= width + options.tolerance) return [whole];

  /** The window scrolls as `html` says, or as `body` says where `html` says nothing (CSS Overflow 3, 3.3). */
  function isCutOff() {
    const [own, body] = [document.documentElement, document.body].map(
      (element) => getComputedStyle(element).overflowX,
    );
    return /hidden|clip/.test(own === "visible" ? body : own);
  }

  /** The box around the main content that scrolls to the side, if there is one; what scrolls from item to item is a carousel. */
  function findScroller() {
    const main = ":is(main,[role=main])";
    const content = document.querySelector(`${main} :is(h1,h2)`) ?? document.querySelector(`${main},h1`);
    for (let at = content; at && at !== document.body; at = at.parentElement) {
      const { overflowX, scrollSnapType } = getComputedStyle(at);
      if (/auto|scroll/.test(overflowX) && scrollSnapType === "none" && at.scrollWidth > at.clientWidth) return at;
    }
    return null;
  }

  // The viewport takes its direction from `body`, whatever `html` says (CSS Writing Modes 4, 8.1).
  const ofPage = { left: -window.scrollX, width, direction: getComputedStyle(document.body).direction };
  let around = ofPage;

  function ofScroller() {
    const left = scroller.getBoundingClientRect().left + scroller.clientLeft - scroller.scrollLeft;
    return { left, width: scroller.clientWidth, direction: getComputedStyle(scroller).direction };
  }

  /** How far a box reaches past the side to which the page, or the box around its main content, can scroll. */
  function reach(box) {
    if (box.width === 0 || box.height === 0) return 0;
    const left = box.left - around.left;
    return Math.round(around.direction === "rtl" ? -left : left + box.width - around.width);
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
    const isApart = element !== document.body && element !== scroller && overflowX !== "visible";
    if (element.matches(WHOLE) || isApart) {
      // The text of a box of code sticks out of it.
      const inner = overflowX === "visible" && element.localName === "pre" ? element.scrollWidth - element.clientWidth : 0;
      // What needs two dimensions may use those of the box around the main content.
      if (around === ofPage || !element.matches(WHOLE)) note(element, own + inner);
      // What is beside the scrolling box in a box that clips is cut off.
      if (scroller && element.contains(scroller)) walk(scroller);
      return;
    }
    const before = found.length;
    const outside = around;
    if (element === scroller) around = ofScroller();
    for (const child of childrenOf(element)) walk(child);
    const ofText = reachOfText(element);
    around = outside;
    note(element, Math.max(ofText, found.length === before ? own : 0));
  }

  if (isCutOff()) {
    around = ofScroller();
    for (const child of childrenOf(scroller)) walk(child);
    note(scroller, reachOfText(scroller));
  } else {
    walk(document.body);
  }

  const sticking = found.slice(0, options.limit).map(({ target, overflow }) => ({
    target,
    facts: {
      tag: target.localName,
      role: target.getAttribute("role") ?? "",
      width: Math.round(target.getBoundingClientRect().width),
      overflow,
      page_width: pageWidth,
    },
  }));
  return [whole, ...sticking];
};
