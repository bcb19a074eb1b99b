"use strict";
/*
 * Finds focused elements of which nothing is seen because a part of the page that stays in place lies over them.
 */
module.exports = function createObscured(visibility, suspects, motion, keepScroll) {
  const MOST_ELEMENTS = 4000;
  const MOST_CONFIRMED = 8;
  const MOST_OF_KIND = 300;
  const OPAQUE = 0.9;
  const doubtful = [];
  const pinned = new Set();

  /** The part around an element that stays in place, null where there is none. */
  const pinnedAround = (element) => {
    for (let node = element; node; node = visibility.parentOf(node)) if (pinned.has(node)) return node;
    return null;
  };

  /** Whether any part of the page stays in place while the page scrolls. */
  function isPossible() {
    let left = MOST_ELEMENTS;
    for (const element of suspects.elements(document)) {
      if (/^(fixed|sticky)$/.test(getComputedStyle(element).position)) pinned.add(element);
      left -= 1;
      if (!left) break;
    }
    return pinned.size > 0;
  }

  /** Whether a part that stays in place may lie over an element, as far as boxes tell. */
  function isNearPinned(element) {
    const box = element.getBoundingClientRect();
    return [...pinned].some((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const isApart = right <= box.left || left >= box.right || bottom <= box.top || top >= box.bottom;
      return !isApart && !part.contains(element);
    });
  }

  /** What lies over an element at a point and hides it, null where the element or something else is seen. */
  function coverAt(element, { x, y }) {
    const stack = element.getRootNode().elementsFromPoint(x, y);
    const at = stack.findIndex((other) => element.contains(other));
    if (at < 0) return null;
    const over = stack.slice(0, at).filter((other) => !other.contains(element));
    return pinnedAround(over.find((other) => visibility.opacityOf(other) >= OPAQUE && pinnedAround(other)));
  }

  /** The boxes around an element that scroll or clip it, each with how far it is scrolled. */
  function boxesAround(element) {
    const found = [];
    for (let clip = null, at = element; at; at = clip?.fixed ? null : clip?.node) {
      clip = visibility.clipAt(visibility.parentOf(at));
      if (clip?.scrolls || clip?.clips) found.push({ node: clip.node, left: clip.node.scrollLeft, top: clip.node.scrollTop });
    }
    return found;
  }

  /** Whether a point is in what a box shows of its content. */
  function isIn({ node }, { x, y }) {
    const { left, top } = node.getBoundingClientRect();
    const [across, down] = [x - left - node.clientLeft, y - top - node.clientTop];
    return across >= 0 && across <= node.clientWidth && down >= 0 && down <= node.clientHeight;
  }

  /** What hides all of an element that is on the screen, null where any of it is seen or nothing is known. */
  function coverOf(element) {
    const boxes = boxesAround(element);
    const points = visibility.pointsIn(element).filter((point) => boxes.every((box) => isIn(box, point)));
    const covers = points.map((point) => coverAt(element, point));
    return points.length && covers.every(Boolean) ? covers[0] : null;
  }

  function see(element) {
    if (!isNearPinned(element) || !coverOf(element)) return;
    doubtful.push({ element, x: scrollX, y: scrollY, boxes: boxesAround(element) });
  }

  const isSideways = ({ node }) => node.scrollWidth > node.clientWidth;

  /**
   * Whether scrolling can bring a part that stays in place over a stop: they share a column, or a box around the stop
   * scrolls to the side.
   */
  function isInLine(part, element) {
    const [over, box] = [part.getBoundingClientRect(), element.getBoundingClientRect()];
    if (over.width === 0 || over.height === 0 || part.contains(element)) return false;
    const isInColumn = over.right > box.left && over.left < box.right;
    return isInColumn || boxesAround(element).some(isSideways);
  }

  /** Whether scrolling can bring a stop under one of the parts that stay in place. */
  const mayBeCovered = (stop) => [...pinned].some((part) => isInLine(part, stop));

  /** Stops without those after the first 300 of a kind, such as a thousand links of a menu. */
  function firstOfKinds(stops) {
    const counts = new Map();
    return stops.filter((stop) => {
      const kind = suspects.kindOf(stop);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return counts.get(kind) <= MOST_OF_KIND;
    });
  }

  /** Whether any of these stops may be hidden when the focus scrolls to it; no script of the page learns of it. */
  function mayHide(stops) {
    const near = stops.filter(mayBeCovered);
    if (!near.length) return false;
    const isCovered = (stop) => {
      stop.focus({ focusVisible: true });
      return isNearPinned(stop) && coverOf(stop) !== null;
    };
    const restoreScroll = keepScroll(near);
    const isHidden = motion.silently(() => firstOfKinds(near).some(isCovered) || firstOfKinds(near.toReversed()).some(isCovered));
    restoreScroll();
    return isHidden;
  }

  /** See stops that no key has reached, one after the other in both directions; no script of the page learns of it. */
  function seeAll(stops) {
    const near = stops.filter(mayBeCovered);
    const restoreScroll = keepScroll(near);
    motion.silently(() => {
      for (const stop of [...near, ...near.toReversed()]) {
        stop.focus({ focusVisible: true });
        if (suspects.active() === stop) see(stop);
      }
    });
    restoreScroll();
  }

  /** Look again after the page's scripts had time to react: a bar may make way for the focus. */
  async function confirmed() {
    const found = [];
    const seen = new Set();
    const restoreScroll = keepScroll(doubtful.map(({ element }) => element));
    for (const { element, x, y, boxes } of doubtful) {
      if (seen.has(element) || seen.size >= MOST_CONFIRMED) continue;
      seen.add(element);
      scrollTo(x, y);
      for (const { node, left, top } of boxes) node.scrollTo({ left, top, behavior: "instant" });
      motion.focus(element, { preventScroll: true, focusVisible: true });
      await motion.frames(3);
      suspects.finishAnimations();
      const cover = suspects.active() === element ? coverOf(element) : null;
      if (cover) found.push({ target: element, facts: { cover: labelOf(cover), cover_tag: cover.localName } });
    }
    restoreScroll();
    return found;
  }

  function labelOf(element) {
    const { id, localName } = element;
    const [first] = element.classList;
    return id ? `#${id}` : first ? `${localName}.${first}` : localName;
  }

  return { confirmed, isPossible, mayHide, see, seeAll };
};
