"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its rules, tree and cache */
/*
 * Lets axe see what a box inside a box with `overflow: hidden` scrolls, such as the content of an app that fills the window:
 * axe takes all of it for hidden that is not in the outer box now, and passes it unseen.
 */
module.exports = function reachScrolled(axe) {
  const AROUND = "a11ycheck-around-scrolled";
  // Rules that leave out what is not seen, and for which it matters whether it is.
  const OF_SEEN = new Set(["color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size"]);
  const LEAST = 2;
  const { prototype } = axe.utils.getFlattenedTree(document.createElement("i"))[0].constructor;
  const { getComputedStylePropertyValue: read } = prototype;
  const boxOf = (vNode) => vNode.boundingClientRect;

  // In whole pixels, as axe compares them.
  const overlaps = (one, other) =>
    (one.left | 0) < (other.right | 0) && (one.right | 0) > (other.left | 0) &&
    (one.top | 0) < (other.bottom | 0) && (one.bottom | 0) > (other.top | 0);

  function isScroller({ actualNode: element }) {
    const isWider = element.scrollWidth > element.clientWidth + 1;
    if (!isWider && element.scrollHeight <= element.clientHeight + 1) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    return /auto|scroll/.test(`${overflowX} ${overflowY}`);
  }

  const isClipping = (vNode) => read.call(vNode, "overflow") === "hidden";

  /** Whether nothing of a box is seen, since a box around it clips it away. */
  function isOutside(box, clip) {
    const { width, height } = boxOf(clip);
    return width < LEAST || height < LEAST || !overlaps(box, boxOf(clip));
  }

  /** Whether boxes that clip hide an element wherever its page, and the boxes between them and it, are scrolled. */
  function isClippedAway(vNode, scrollers) {
    let box = boxOf(vNode);
    for (let at = vNode.parent; at; at = at.parent) {
      if (isClipping(at) && isOutside(box, at)) return true;
      if (scrollers.has(at)) box = boxOf(at);
    }
    return false;
  }

  /** What scrolls, and the boxes that clip around it: {scrollers, around}. */
  function collect() {
    const scrollers = new Set(axe.utils.querySelectorAll(axe._tree[0], "*").filter(isScroller));
    const around = new Set();
    for (const scroller of scrollers) {
      // Axe would see what a closed box hides, such as folded code, behind the text that follows.
      if (isClippedAway(scroller, scrollers)) continue;
      for (let at = scroller.parent; at; at = at.parent) if (isClipping(at)) around.add(at);
    }
    return { scrollers, around };
  }

  const scrolled = () => axe._cache.get(AROUND, collect);

  /** Whether an element is in a box of which axe no longer knows that it clips. */
  const isIn = (vNode) => {
    for (let at = vNode.parent; at; at = at.parent) if (scrolled().around.has(at)) return true;
    return false;
  };

  // Axe reads this property for nothing else than what boxes hide of their content.
  prototype.getComputedStylePropertyValue = function (property) {
    const value = read.call(this, property);
    return property === "overflow" && value === "hidden" && scrolled().around.has(this) ? "visible" : value;
  };

  for (const rule of axe._audit.rules) {
    if (!OF_SEEN.has(rule.id)) continue;
    const { matches } = rule;
    rule.matches = function (node, vNode, ...values) {
      const isHidden = scrolled().around.size > 0 && isIn(vNode) && isClippedAway(vNode, scrolled().scrollers);
      return !isHidden && matches.call(this, node, vNode, ...values);
    };
  }
};
