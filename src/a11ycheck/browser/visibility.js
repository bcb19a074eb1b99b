"use strict";
/*
 * Measures what of an element can be seen: on the screen now, or once it is scrolled into view.
 * `least_size` is the width and height in CSS pixels from which on a box is looked at, `opaque` the opacity from
 * which on it hides what lies below.
 */
module.exports = function createVisibility({ least_size: leastSize, opaque }) {
  const MOST_BOXES = 40;
  const STEPS = [0.5, 0.15, 0.85];

  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const isRendered = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isLarge = ({ width, height }) => width >= leastSize && height >= leastSize;
  const intersect = (a, b) => {
    const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
    const [right, bottom] = [Math.min(a.right, b.right), Math.min(a.bottom, b.bottom)];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  /** What the window shows, without its scroll bars. */
  const screen = () => {
    const { width, height } = window.visualViewport ?? { width: innerWidth, height: innerHeight };
    return { left: 0, top: 0, right: Math.min(innerWidth, width), bottom: Math.min(innerHeight, height) };
  };

  /** The area that the window can be scrolled to, relative to the window as it is scrolled now. */
  function scrollableArea() {
    const { scrollWidth, scrollHeight } = document.scrollingElement ?? document.documentElement;
    const rightToLeft = getComputedStyle(document.body ?? document.documentElement).direction === "rtl";
    const left = (rightToLeft ? Math.min(0, innerWidth - scrollWidth) : 0) - scrollX;
    const width = Math.max(scrollWidth, innerWidth);
    const height = Math.max(scrollHeight, innerHeight);
    return { left, top: -scrollY, right: left + width, bottom: height - scrollY };
  }

  const isPainted = ({ backgroundColor, backgroundImage, borderTopWidth, boxShadow, content, outlineStyle }) =>
    outlineStyle !== "none" ||
    !/^(?:rgba\(.*, 0\)|transparent)$/.test(backgroundColor) ||
    [backgroundImage, boxShadow].some((value) => value !== "none") ||
    Number.parseFloat(borderTopWidth) > 0 ||
    content !== '""';

  /** The box to which an absolute position inside of an element refers. */
  function blockOf(element) {
    let block = element;
    const isBlock = (node) => {
      const { position, transform } = getComputedStyle(node);
      return position !== "static" || transform !== "none";
    };
    while (parentOf(block) && !isBlock(block)) block = parentOf(block);
    const { left, top } = block.getBoundingClientRect();
    return { left: left + block.clientLeft, top: top + block.clientTop };
  }

  /** The boxes that `::before` and `::after` draw away from their element, such as the outline of a whole card. */
  const pseudoBoxes = (element) =>
    ["::before", "::after"].flatMap((name) => {
      const style = getComputedStyle(element, name);
      if (style.content === "none" || style.position !== "absolute" || !isPainted(style)) return [];
      const block = blockOf(element);
      const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => Number.parseFloat(style[side]));
      const [x, y] = [block.left + left, block.top + top];
      return { left: x, top: y, right: x + width, bottom: y + height, width, height };
    });

  /** The boxes of an element and of what it holds. */
  function boxesOf(element) {
    const inside = [...element.querySelectorAll("*")].slice(0, MOST_BOXES);
    const boxes = [element, ...inside].filter(isRendered).flatMap((part) => Array.from(part.getClientRects()));
    return [...boxes, ...pseudoBoxes(element)].filter(isLarge);
  }

  /** Whether scrolling could bring a box of the element onto the screen, as far as boxes alone tell. */
  const isReachable = (element) =>
    isRendered(element) && boxesOf(element).some((box) => isLarge(intersect(...clipped(element, box))));

  // What clips which element, what is in sight, and the scrollable area, while `during` runs.
  let memo = null;

  /** Run a function that changes nothing in the page: what clips each box, and what is in sight, is measured once. */
  function during(work) {
    const outer = memo;
    memo ??= { clips: new Map(), seen: new Map(), area: null };
    try {
      return work();
    } finally {
      memo = outer;
    }
  }

  function remembered(node, compute) {
    if (!memo) return compute(node);
    if (!memo.clips.has(node)) memo.clips.set(node, compute(node));
    return memo.clips.get(node);
  }

  /** The innermost box, from this one outwards, that clips or is fixed: {box, scrolls, clips, fixed, node}; or null. */
  function clipAt(node) {
    if (!node || node === document.body) return null;
    return remembered(node, () => {
      const { overflowX, overflowY, position } = getComputedStyle(node);
      const both = `${overflowX} ${overflowY}`;
      const [scrolls, clips] = [/auto|scroll/.test(both), /hidden|clip/.test(both)];
      const fixed = position === "fixed";
      if (!scrolls && !clips && !fixed) return clipAt(parentOf(node));
      return { box: node.getBoundingClientRect(), scrolls, clips, fixed, node };
    });
  }

  function area() {
    if (!memo) return scrollableArea();
    memo.area ??= scrollableArea();
    return memo.area;
  }

  /** What of a box is seen in one that scrolls: a part of it, or as much as scrolling to it shows, if its content reaches so far. */
  function seenIn({ box: outer, node }, box) {
    const part = intersect(box, outer);
    if (isLarge(part)) return part;
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = node;
    const [left, top] = [outer.left - scrollLeft, outer.top - scrollTop];
    // Content may begin at the other end: from right to left, or in the reverse direction.
    const [before, above] = [scrollWidth - clientWidth, scrollHeight - clientHeight];
    const content = { left: left - before, top: top - above, right: left + scrollWidth, bottom: top + scrollHeight };
    const reached = intersect(box, content);
    return isLarge(reached) ? outer : reached;
  }

  /** What its ancestors leave of a box, and the area that it must intersect to be seen. */
  function clipped(element, box) {
    let left = box;
    for (let clip = clipAt(parentOf(element)); clip; clip = clipAt(parentOf(clip.node))) {
      if (clip.scrolls) left = seenIn(clip, left);
      else if (clip.clips) left = intersect(left, clip.box);
      if (clip.fixed) return [left, screen()];
    }
    return [left, getComputedStyle(element).position === "fixed" ? screen() : area()];
  }

  /** Whether a box lies outside of what a box around it shows now, and scrolling that would show it. */
  function isScrolledAway(element, box) {
    for (let clip = clipAt(parentOf(element)); clip; clip = clipAt(parentOf(clip.node))) {
      if (clip.scrolls && !isLarge(intersect(box, clip.box))) return true;
      if (clip.fixed) return false;
    }
    return false;
  }

  /** How much an element hides of what lies below its box, 0 to 1. */
  function opacityOf(element) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const colour = /^rgba?\([^/,]+[, ][^/,]+[, ][^/,]+(?:[,/]\s*(?<alpha>[\d.]+))?\)$/.exec(backgroundColor);
    const isReplaced = /^(img|video|canvas|iframe|object|embed)$/.test(element.localName);
    const painted = isReplaced || backgroundImage !== "none" ? 1 : Number(colour?.groups.alpha ?? 1);
    return Math.min(painted, Number(opacity));
  }

  /** The opacity of what lies over an element at a point, 0 to 1; null where the element is not hit at all. */
  function coverAt(element, x, y) {
    const stack = element.getRootNode().elementsFromPoint(x, y);
    const at = stack.findIndex((other) => element.contains(other));
    return at < 0 ? null : Math.max(0, ...stack.slice(0, at).map(opacityOf));
  }

  function pointsOf(box) {
    const part = intersect(box, screen());
    if (!isLarge(part)) return [];
    return STEPS.flatMap((down) =>
      STEPS.map((across) => [part.left + part.width * across, part.top + part.height * down]),
    );
  }

  /** The points of an element's own boxes on the screen, as {x, y}. */
  const pointsIn = (element) =>
    isRendered(element) ? Array.from(element.getClientRects()).flatMap(pointsOf).map(([x, y]) => ({ x, y })) : [];

  /**
   * What of an element is on the screen now. `cover` is the opacity of what lies over it where that is least, null
   * where it is hit nowhere; `clickThrough` tells that the pointer passes through it, so that it cannot be hit.
   */
  function measure(element) {
    const rendered = isRendered(element);
    const points = rendered ? boxesOf(element).flatMap(pointsOf) : [];
    let cover = null;
    for (const [x, y] of points) {
      const here = coverAt(element, x, y);
      if (here !== null) cover = Math.min(cover ?? 1, here);
      if (cover === 0) break;
    }
    const parts = [element, ...element.querySelectorAll("*")];
    return {
      tag: element.localName,
      rendered,
      on_screen: points.length > 0,
      cover,
      click_through: cover !== 0 && parts.some((part) => getComputedStyle(part).pointerEvents === "none"),
      labels: [...(element.labels ?? [])].map(measure),
    };
  }

  /** Whether an element is seen, to plan what is to be measured next. In doubt it is. */
  function shows(facts) {
    if (facts.tag === "area" || facts.labels.some(shows)) return true;
    const isUncovered = facts.cover !== null && facts.cover < opaque;
    return facts.rendered && (isUncovered || (facts.click_through && facts.on_screen));
  }

  /** Whether nothing of an element's own box can be seen, or could be after scrolling; what it holds may stick out. */
  const isOut = (element) =>
    !isRendered(element) || !isLarge(intersect(...clipped(element, element.getBoundingClientRect())));

  /** Most elements show in their middle, or lie plainly below: then nothing else has to be measured. */
  function isPlainlyInSight(element) {
    const box = element.getBoundingClientRect();
    if (!isLarge(box) || !isRendered(element)) return false;
    const points = pointsOf(box);
    const cover = points.length ? coverAt(element, ...points[0]) : null;
    if (cover !== null && cover < opaque) return true;
    // What else lies at the points of a box that is scrolled away tells nothing of it.
    return (!points.length || isScrolledAway(element, box)) && isLarge(intersect(...clipped(element, box)));
  }

  /** Whether any of an element can be seen, or could be after scrolling. */
  function isInSight(element) {
    if (!memo) return look(element);
    if (!memo.seen.has(element)) memo.seen.set(element, look(element));
    return memo.seen.get(element);
  }

  function look(element) {
    if (isPlainlyInSight(element)) return true;
    const onScreen = boxesOf(element).some((box) => pointsOf(box).length && !isScrolledAway(element, box));
    return onScreen ? shows(measure(element)) : isReachable(element);
  }

  return { clipAt, during, isInSight, isOut, isRendered, measure, opacityOf, parentOf, pointsIn, shows };
};
