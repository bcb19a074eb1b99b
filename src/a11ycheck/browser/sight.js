"use strict";
/*
 * Tells what of an element can be seen: on the screen now, or at least once it is scrolled to.
 * It is asked about elements that hold the focus, so it doubts in favour of the page.
 */
module.exports = function createSight() {
  const LEAST = 2;
  const OPAQUE = 0.9;
  const MANY = 40;
  const STEPS = [0.5, 0.15, 0.85];

  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const isRendered = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isLarge = ({ width, height }) => width >= LEAST && height >= LEAST;
  const meet = (a, b) => {
    const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
    const [right, bottom] = [Math.min(a.right, b.right), Math.min(a.bottom, b.bottom)];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const screen = () => ({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });

  /** All of the page that the window can be scrolled to, as it lies relative to the window now. */
  function wholePage() {
    const { scrollWidth, scrollHeight } = document.scrollingElement ?? document.documentElement;
    const rightToLeft = getComputedStyle(document.body ?? document.documentElement).direction === "rtl";
    const left = (rightToLeft ? Math.min(0, innerWidth - scrollWidth) : 0) - scrollX;
    const width = Math.max(scrollWidth, innerWidth);
    const height = Math.max(scrollHeight, innerHeight);
    return { left, top: -scrollY, right: left + width, bottom: height - scrollY };
  }

  /** The boxes by which an element shows: its own, and those of what it holds. */
  function boxesOf(element) {
    const inside = [...element.querySelectorAll("*")].slice(0, MANY);
    return [element, ...inside]
      .filter(isRendered)
      .flatMap((part) => Array.from(part.getClientRects()))
      .filter(isLarge);
  }

  /** Whether scrolling could bring a box of the element onto the screen, as far as boxes alone tell. */
  function isReachable(element) {
    if (!isRendered(element)) return false;
    return boxesOf(element).some((box) => isLarge(meet(...frameOf(element, box))));
  }

  // What is asked of the same boxes again and again, for as long as nothing changes: see `during`.
  let known = null;

  /** Do something that changes nothing in the page: what boxes clip is measured once in it. */
  function during(work) {
    const outer = known;
    known ??= { clips: new Map(), page: null };
    try {
      return work();
    } finally {
      known = outer;
    }
  }

  function remembered(node, measure) {
    if (!known) return measure(node);
    if (!known.clips.has(node)) known.clips.set(node, measure(node));
    return known.clips.get(node);
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

  function areaOfPage() {
    if (!known) return wholePage();
    known.page ??= wholePage();
    return known.page;
  }

  /** What is left of a box in the boxes that clip it, and the area in which that must lie. */
  function frameOf(element, box) {
    let left = box;
    for (let clip = clipAt(parentOf(element)); clip; clip = clipAt(parentOf(clip.node))) {
      // A box that scrolls brings into view what it holds, so it is the one to be looked for.
      if (clip.scrolls) left = isLarge(meet(left, clip.box)) ? meet(left, clip.box) : clip.box;
      else if (clip.clips) left = meet(left, clip.box);
      if (clip.fixed) return [left, screen()];
    }
    return [left, getComputedStyle(element).position === "fixed" ? screen() : areaOfPage()];
  }

  function isOpaque(element) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const alpha = /^rgba?\([^/,]+[, ][^/,]+[, ][^/,]+(?:[,/]\s*(?<alpha>[\d.]+))?\)$/.exec(backgroundColor);
    const painted = backgroundImage !== "none" || Number(alpha?.groups.alpha ?? 1) >= OPAQUE;
    const whole = /^(img|video|canvas|iframe|object|embed)$/.test(element.localName);
    return (painted || whole) && Number(opacity) >= OPAQUE;
  }

  /** What a point of a box shows of the element: nothing (0), the element under something (1), itself (2). */
  function showsAt(element, x, y) {
    const stack = element.getRootNode().elementsFromPoint(x, y);
    const at = stack.findIndex((other) => element.contains(other));
    if (at < 0) return 0;
    return stack.slice(0, at).some((other) => isOpaque(other)) ? 1 : 2;
  }

  function pointsOf(box) {
    const part = meet(box, screen());
    if (!isLarge(part)) return [];
    return STEPS.flatMap((down) =>
      STEPS.map((across) => [part.left + part.width * across, part.top + part.height * down]),
    );
  }

  /** Why nothing of an element can be seen on the screen now: "outside", "transparent", "covered"; else "". */
  function unseen(element) {
    if (element.localName === "area" || [...(element.labels ?? [])].some((label) => !unseen(label))) return "";
    if (!isRendered(element)) return "transparent";
    let best = 0;
    for (const box of boxesOf(element)) {
      for (const [x, y] of pointsOf(box)) {
        best = Math.max(best, showsAt(element, x, y));
        if (best === 2) return "";
      }
    }
    // Nothing is hit where the pointer passes through: then boxes alone must do.
    const passed = [element, ...element.querySelectorAll("*")].some(
      (part) => getComputedStyle(part).pointerEvents === "none",
    );
    if (passed && boxesOf(element).some((box) => pointsOf(box).length)) return "";
    return best === 1 ? "covered" : "outside";
  }

  /** Whether nothing of an element's own box can be seen, or could be after scrolling; what it holds may stick out. */
  const isOut = (element) =>
    !isRendered(element) || !isLarge(meet(...frameOf(element, element.getBoundingClientRect())));

  /** Most elements show in their middle, or lie plainly below: then nothing else has to be measured. */
  function isPlainlyInSight(element) {
    const box = element.getBoundingClientRect();
    if (!isLarge(box) || !isRendered(element)) return false;
    const points = pointsOf(box);
    return points.length ? showsAt(element, ...points[0]) === 2 : isLarge(meet(...frameOf(element, box)));
  }

  /** Whether any of an element can be seen, or could be after scrolling. */
  function isInSight(element) {
    if (isPlainlyInSight(element)) return true;
    const onScreen = boxesOf(element).some((box) => pointsOf(box).length);
    return onScreen ? unseen(element) === "" : isReachable(element);
  }

  return { during, isInSight, isOut, isRendered, parentOf, unseen };
};
