"use strict";
/**
 * The widths of the window and of the page, and the innermost elements that stick out of the page, with how far.
 * An element inside a box that scrolls or clips by itself does not widen the page, and is left out, unless the box holds
 * the main content: then it scrolls, or cuts off, as the page would.
 */
module.exports = function probe(page, options) {
  const root = document.scrollingElement || document.documentElement;
  const width = root.clientWidth;
  // Each of these is one thing: what it is made of is not named.
  const ROLES = ["application", "grid", "table", "toolbar", "tree", "treegrid"];
  const WHOLE = `canvas,embed,iframe,math,object,picture,pre,svg,table,video,${ROLES.map((role) => `[role=${role}]`)}`;
  const MAIN = "main,[role=main]";
  const FIELDS = "input,select,textarea";
  const NAMED = "iframe:not([title='']),img[alt]:not([alt='']),svg[role=img],video";
  // Less than this is the space beside a letter, or the edge of a box. In CSS pixels; of the font size; of the width.
  const LEAST_CUT = 4;
  const CUT_OF_SIZE = 0.25;
  const CUT_OF_WIDTH = 0.25;
  // What keyframes say of themselves, and what leaves an element where it is.
  const IN_PLACE = new Set(["offset", "computedOffset", "easing", "composite", "opacity", "visibility"]);
  const { body, documentElement } = document;
  // Vertical text is read by scrolling to the side.
  if (!body || getComputedStyle(body).writingMode !== "horizontal-tb") return [];

  const overflowOf = (element) => getComputedStyle(element).overflowX;
  const cuts = (overflow) => /hidden|clip/.test(overflow);
  const isWider = (element) => element.scrollWidth > element.clientWidth + options.tolerance;

  // The window scrolls as `html` says, or as `body` says where `html` says nothing (CSS Overflow 3, 3.3).
  const isBodyOfWindow = overflowOf(documentElement) === "visible";
  const ofWindow = isBodyOfWindow ? body : documentElement;
  // The viewport takes its direction from `body`, whatever `html` says (CSS Writing Modes 4, 8.1).
  const windowFrame = {
    left: -window.scrollX,
    width,
    direction: getComputedStyle(body).direction,
    clip: cuts(overflowOf(ofWindow)) ? ofWindow.localName : "",
  };
  const frames = new Map(boxesOfMain().map((element) => [element, frameOf(element)]));
  const scrolled = [...frames].filter(([, { clip }]) => !clip).map(([{ scrollWidth, clientWidth }]) => scrollWidth - clientWidth);
  const pageWidth = Math.max(root.scrollWidth, ...scrolled.map((hidden) => width + hidden));
  const whole = { target: documentElement, facts: { window_width: width, page_width: pageWidth } };
  if (!isWider(root) && !frames.size) return [whole];

  /** The boxes around the main content that are too narrow for it, and scroll to the side or cut it off. */
  function boxesOfMain() {
    const main = `:is(${MAIN})`;
    const content = page.all(`${main} :is(h1,h2)`)[0] ?? page.all(`${main},h1`)[0] ?? body;
    return page.outwards(content).filter((at) => {
      if (at === documentElement || (at === body && isBodyOfWindow) || !isWider(at)) return false;
      const { overflowX, scrollSnapType } = getComputedStyle(at);
      // What scrolls from item to item is a carousel.
      return scrollSnapType === "none" && (/auto|scroll/.test(overflowX) || (cuts(overflowX) && holdsMost(at)));
    });
  }

  /** A box that cuts off a part of the main content only may be a carousel too. */
  function holdsMost(box) {
    const [main] = page.all(MAIN);
    return main ? holds(box, main) : box.textContent.length * 2 > body.textContent.length;
  }

  function holds(outer, inner) {
    return page.outwards(inner).includes(outer);
  }

  function frameOf(element) {
    const { direction, overflowX } = getComputedStyle(element);
    const left = element.getBoundingClientRect().left + element.clientLeft - element.scrollLeft;
    return { left, width: element.clientWidth, direction, clip: cuts(overflowX) ? page.labelOf(element) : "" };
  }

  /** How far a box reaches past the side to which the page, or the box around its main content, can scroll. */
  function reach(box, frame) {
    if (box.width === 0 || box.height === 0) return 0;
    const left = box.left - frame.left;
    return Math.round(frame.direction === "rtl" ? -left : left + box.width - frame.width);
  }

  /** A word that cannot break leaves the box of its element: text is measured too. */
  function reachOfText(element, frame) {
    const reaches = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => reach(boxOf(node), frame));
    return Math.max(0, ...reaches);
  }

  /** The box of a text without the white space at its end, which nobody misses. */
  function boxOf(node) {
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, node.data.trimEnd().length);
    return range.getBoundingClientRect();
  }

  const found = [];
  const note = (target, overflow, { clip }) => void found.push({ target, overflow, clip });

  /** What is in a box that cuts off all beside it: text, fields and images that do not come into view. */
  function walkCut(element, style, frame) {
    if (isAside(element, style, frame) || element.getAttribute("aria-hidden") === "true") return;
    const own = reach(element.getBoundingClientRect(), frame);
    if (element.matches(`img,${WHOLE},${FIELDS}`)) {
      const ofText = own > 0 || isWider(element) ? reachOfCutTexts(element, frame, Infinity) : 0;
      const isBoxCut = isNamed(element) && own > element.getBoundingClientRect().width * CUT_OF_WIDTH && isShown(element);
      if (ofText || isBoxCut) note(element, ofText || own, frame);
    } else if (isApart(element, style)) {
      // What a box leaves out by itself is not cut off by the one around it.
      const ofText = own > options.tolerance ? reachOfCutTexts(element, frame, own) : 0;
      if (ofText) note(element, ofText, frame);
      walkLeft(element, style, frame);
    } else {
      walkContent(element, frame);
    }
  }

  /** What scripts move, what is hidden from sight, and a drawer, a slide or a view that waits beside the page. */
  function isAside(element, style, frame) {
    if (isMoved(style) || isAnimated(element, style) || isHiddenByClip(style)) return true;
    const isPlaced = style.position !== "static" || Math.min(...[style.marginLeft, style.marginRight].map(Number.parseFloat)) < 0;
    const box = element.getBoundingClientRect();
    const isBeside = (around) => reach(box, around) >= Math.round(box.width) - options.tolerance;
    if (isPlaced && isBeside(frame)) return true;
    if (box.width > 0 && reach(box, frame) <= options.tolerance) return false;
    const outer = page.outwards(element)[1];
    const around = contentAround(style.position === "absolute" ? element.offsetParent : outer, frame);
    const isFull = (own) => own >= frame.width - options.tolerance || Math.abs(own - around.width) <= options.tolerance;
    if (!isBeside(around)) return false;
    // Views side by side each fill the content, and a slide peeks out into the space beside it.
    if (isFull(box.width) || (isPlaced && box.width - reach(box, frame) <= box.width * CUT_OF_WIDTH)) return true;
    // Beside a box that fills the content at any width, a drawer never has room.
    const others = page.childrenOf(outer).filter((other) => other !== element).map((other) => other.getBoundingClientRect());
    return others.some((other) => isFull(other.width) && other.top < box.bottom && other.bottom > box.top);
  }

  /** The content of the innermost box around an element that does not stick out itself, without its padding. */
  function contentAround(element, frame) {
    const isIn = (box) => box.width * box.height > 0 && reach(box, frame) <= options.tolerance;
    const outer = page.outwards(element).find((at) => isIn(at.getBoundingClientRect()));
    if (!outer) return frame;
    const { paddingLeft, paddingRight } = getComputedStyle(outer);
    const [before, after] = [paddingLeft, paddingRight].map(Number.parseFloat);
    const left = outer.getBoundingClientRect().left + outer.clientLeft + before;
    return { left, width: outer.clientWidth - before - after, direction: frame.direction };
  }

  const isMoved = ({ transform, translate, rotate, scale }) => [transform, translate, rotate, scale].some((value) => value !== "none");

  /** Whether an animation moves an element. What fades in, or has come to its end, is in its place. */
  function isAnimated(element, { animationName }) {
    if (animationName === "none") return false;
    const keyframes = element.getAnimations().flatMap(({ effect }) => effect.getKeyframes());
    return keyframes.flatMap(Object.keys).some((name) => !IN_PLACE.has(name));
  }

  /** Whether an element is clipped, as text only for screen readers is. A polygon cuts the edge of a section. */
  const isHiddenByClip = ({ clip, clipPath, position }) =>
    (clip !== "auto" && /absolute|fixed/.test(position)) || /^(?:inset|circle|ellipse|rect|xywh)\(/.test(clipPath);

  const isApart = (element, style) => element !== body && style.overflowX !== "visible";
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isNamed = (element) => element.matches(`${NAMED},${FIELDS}`) || element.querySelector(NAMED) !== null;

  /** How far the text of an element itself is cut off; 0 where that is no loss. */
  function reachOfCutText(element, frame) {
    const cut = reachOfText(element, frame);
    const least = Math.max(LEAST_CUT, Number.parseFloat(getComputedStyle(element).fontSize) * CUT_OF_SIZE);
    return cut >= least && isShown(element) ? cut : 0;
  }

  function reachOfCutTexts(element, frame, most) {
    const reaches = [element, ...element.querySelectorAll("*")].map((inner) => reachOfCutText(inner, frame));
    return Math.max(0, ...reaches.filter((cut) => cut <= most + options.tolerance));
  }

  function walkOpen(element, style, frame) {
    const own = reach(element.getBoundingClientRect(), frame);
    const isWhole = element.matches(WHOLE) || page.isLayered(element) || page.isCode(element);
    if (!isWhole && !isApart(element, style)) {
      walkContent(element, frame, own);
      return;
    }
    // The text of a box of code sticks out of it.
    const isOpenCode = style.overflowX === "visible" && (element.localName === "pre" || page.isCode(element));
    const overflow = own + (isOpenCode ? element.scrollWidth - element.clientWidth : 0);
    // What needs two dimensions may use those of the box around the main content.
    const mayScroll = frame !== windowFrame && isWhole;
    if (overflow > options.tolerance && !mayScroll) note(element, overflow, frame);
    walkLeft(element, style, frame);
  }

  /** What a box that cuts off or scrolls by itself leaves to those around it. */
  function walkLeft(element, style, frame) {
    const inner = [...frames.keys()].findLast((box) => box !== element && holds(element, box));
    if (inner) walk(inner, frame);
    if (inner || !isApart(element, style)) return;
    for (const placed of element.querySelectorAll("*")) if (isOutOf(placed, element, frame)) walk(placed, frame);
  }

  /** Whether an absolute position takes an element out of a box: it is placed by one further out. */
  function isOutOf(element, box, frame) {
    if (reach(element.getBoundingClientRect(), frame) <= options.tolerance || !isShown(element)) return false;
    const style = getComputedStyle(element);
    const { offsetParent } = element;
    return style.position === "absolute" && offsetParent && !box.contains(offsetParent) && !isHiddenByClip(style);
  }

  /** The children, and if none of them sticks out, the element by its own box. */
  function walkContent(element, frame, own = 0) {
    const before = found.length;
    for (const child of page.childrenOf(element)) walk(child, frame);
    const ofText = frame.clip ? reachOfCutText(element, frame) : reachOfText(element, frame);
    const overflow = Math.max(ofText, found.length === before ? own : 0);
    if (overflow > options.tolerance) note(element, overflow, frame);
  }

  /** The name of an icon is wide only as long as its font is not loaded. */
  const isIcon = (element) => !element.firstElementChild && page.isIconName(element, element.textContent);

  function walk(element, outer) {
    const style = getComputedStyle(element);
    if (style.position === "fixed" || isIcon(element)) return;
    const frame = frames.get(element);
    if (!frame) {
      (outer.clip ? walkCut : walkOpen)(element, style, outer);
      return;
    }
    const before = found.length;
    walkContent(element, frame);
    const own = outer.clip ? 0 : reach(element.getBoundingClientRect(), outer);
    if (own > options.tolerance && found.length === before) note(element, own, outer);
  }
  walk(body, windowFrame);

  const sticking = found.slice(0, options.limit).map(({ target, overflow, clip }) => ({
    target,
    facts: {
      tag: target.localName,
      role: target.getAttribute("role") ?? "",
      width: Math.round(target.getBoundingClientRect().width),
      overflow,
      page_width: pageWidth,
      ...(clip && { clip }),
      ...(page.isDrawing(target) && { drawing: true }),
      ...(page.isCode(target) && { code: true }),
    },
  }));
  return [whole, ...sticking];
};
