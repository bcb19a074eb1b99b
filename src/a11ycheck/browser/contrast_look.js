"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * Adds to each question of axe about the contrast of a text how the text looks: a hash of its colour and of what lies
 * behind it. What was measured of a text in one variant holds in each other in which it looks the same.
 */
module.exports = function noteLook(axe, hasher, canvasColour) {
  const check = axe._audit.checks["color-contrast"];
  const { evaluate } = check;
  const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const paintOf = ({ backgroundColor, backgroundImage, opacity }) => [backgroundColor, backgroundImage, opacity];

  /** Whether nothing below is seen: computed gradients without transparency have colours in `rgb()` alone. */
  const isOpaque = ({ backgroundColor, backgroundImage, backgroundSize }) =>
    backgroundColor.startsWith("rgb(") ||
    (/gradient\(.*rgb\(/.test(backgroundImage) && !/rgba\(|url\(|color\(|\//.test(backgroundImage) && backgroundSize === "auto");

  /** What an element paints: {parts, isLast}, with `isLast` if nothing below it is seen. */
  function paintedBy(node) {
    const style = getComputedStyle(node);
    const pseudos = ["::before", "::after"].map((name) => getComputedStyle(node, name));
    return { parts: [style, ...pseudos].flatMap(paintOf), isLast: isOpaque(style) };
  }

  function lookOf(element, related) {
    const painted = axe._cache.get("a11ycheck-painted", () => new Map());
    const hash = hasher();
    for (const colour of [getComputedStyle(element).webkitTextFillColor, canvasColour()]) hash.add(colour);
    for (let node = element; node; node = above(node)) {
      if (!painted.has(node)) painted.set(node, paintedBy(node));
      const { parts, isLast } = painted.get(node);
      for (const part of parts) hash.add(part);
      if (isLast) break;
    }
    for (const node of related) hash.add(node.currentSrc ?? "");
    return hash.value();
  }

  check.evaluate = function (...values) {
    let data = null;
    let related = [];
    const recorder = {
      data: (given) => {
        data = given;
        this.data(given);
      },
      relatedNodes: (nodes) => {
        related = nodes instanceof Node ? [nodes] : [...nodes];
        this.relatedNodes(nodes);
      },
    };
    const answer = evaluate.apply(recorder, values);
    if (answer === undefined) this.data({ ...data, look: lookOf(values[0], related) });
    return answer;
  };
};
