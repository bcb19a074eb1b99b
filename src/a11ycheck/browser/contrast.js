"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * Answers axe's contrast rules for plain elements: axe itself judges the first of each combination of text and
 * background, and every element that is not plain; all others get the answer of the first.
 */
module.exports = function createContrast(axe, canvasColour, createContrastText, createContrastBackdrop) {
  const WHITE = "rgb(255, 255, 255)";
  const CHECKS = ["color-contrast", "color-contrast-enhanced"];
  const { color, dom } = axe.commons;
  const text = createContrastText(axe);
  const backdropOf = createContrastBackdrop(axe, text.alphaOf);
  const isEqual = (list, other) => list.length === other.length && list.every((item, index) => item === other[index]);
  const styleOf = (vNode, property) => vNode.getComputedStylePropertyValue(property);

  /** The lines of a text that are seen, as axe measures them. */
  function linesOf({ vNode, boxes, clips }) {
    const own = vNode.boundingClientRect;
    const isInside = ({ left, top, width, height }) => {
      const x = left + width / 2;
      const y = top + height / 2;
      return y >= own.top && x <= own.right && y <= own.bottom && x >= own.left;
    };
    const seen = (rects) =>
      rects
        .filter(({ width, height }) => width >= 1 && height >= 1)
        .map((rect) =>
          clips.reduce((part, clip) => part && axe.commons.math.getIntersectionRect(part, clip.boundingClientRect), rect),
        )
        .filter(Boolean);
    const lines = boxes.filter((rects) => rects.every(isInside)).flatMap(seen);
    return lines.length ? lines : seen([own]);
  }

  /** What was read of a text that is plain itself; null where axe must tell. */
  function plainTextOf(vNode, options) {
    const read = text.read(vNode);
    if (!read) return null;
    if (color.incompleteData.get("colorParse")) return null;
    const { width, height } = vNode.boundingClientRect;
    // Not a number where axe cannot read a colour.
    if (!(read.pseudos <= width * height * (options.pseudoSizeThreshold ?? 0.25))) return null;
    if (styleOf(vNode, "text-shadow") !== "none") return null;
    if (styleOf(vNode, "-webkit-text-stroke-width") !== "0px") return null;
    return read;
  }

  /** What an answer depends on, and the elements to name with it; null where axe must tell. */
  function combinationOf(read, options) {
    const { vNode } = read;
    const backdrop = backdropOf(vNode, linesOf(read));
    if (!backdrop) return null;
    const font = ["-webkit-text-fill-color", "font-size", "font-weight"].map((property) => styleOf(vNode, property));
    return { ...backdrop, key: [JSON.stringify(options), read.isShort, ...font, backdrop.key].join("|") };
  }

  /** Call a function; what it cannot read is axe's to judge, with the error it raises. */
  function attempt(read) {
    try {
      return read();
    } catch {
      return null;
    }
  }

  function combinationIfPlain(vNode, options) {
    const read = attempt(() => plainTextOf(vNode, options));
    if (!read) return null;
    // Axe raises the error of a grid that cannot be built once only.
    dom.createGrid();
    return attempt(() => combinationOf(read, options));
  }

  /** Let axe judge an element, and return its answer: {result, data, related}. */
  function judge(evaluate, check, values) {
    const answer = { data: null, related: [] };
    const recorder = {
      data(data) {
        answer.data = { ...data };
        check.data(data);
      },
      relatedNodes(nodes) {
        answer.related = [...nodes];
        check.relatedNodes(nodes);
      },
    };
    answer.result = evaluate.apply(recorder, values);
    return answer;
  }

  /** Give a check the answer of an equal element; why there was none is noted and cleared as by axe. */
  function give(check, { result, data }, { related, reason }) {
    check.data({ ...data });
    if (reason) for (const key of ["bgColor", "fgColor"]) color.incompleteData.set(key, reason);
    if (result === true) return true;
    check.relatedNodes(related);
    if (result === undefined) color.incompleteData.clear();
    return result;
  }

  function replaceEvaluate(check) {
    const { evaluate } = check;
    check.evaluate = function (...values) {
      const [, options, vNode] = values;
      const combination = combinationIfPlain(vNode, options);
      if (!combination) return evaluate.apply(this, values);
      const answers = axe._cache.get("a11ycheck-contrast", () => new Map());
      const known = answers.get(combination.key);
      if (known) return give(this, known, combination);
      const answer = judge(evaluate, this, values);
      const isExplained = answer.result === true || isEqual(answer.related, combination.related);
      if (isExplained) answers.set(combination.key, answer);
      return answer.result;
    };
  }

  const isUnpainted = ({ backgroundColor, backgroundImage }) =>
    backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";

  /** Let the root have the colour of the canvas in axe's tree, where none paints it: axe takes the canvas for white. */
  function paintCanvas() {
    const [root] = axe._tree;
    const painters = [root.actualNode, document.body].filter(Boolean);
    const isCanvas = painters[0] === document.documentElement && painters.every((element) => isUnpainted(getComputedStyle(element)));
    const colour = canvasColour();
    if (!isCanvas || colour === WHITE) return false;
    const { getComputedStylePropertyValue } = root;
    root.getComputedStylePropertyValue = (property) =>
      property === "background-color" ? colour : getComputedStylePropertyValue.call(root, property);
    return true;
  }

  function replaceMatches(rule) {
    const { matches } = rule;
    rule.matches = function (element, vNode, ...values) {
      axe._cache.get("a11ycheck-canvas", paintCanvas);
      return attempt(() => text.matches(vNode)) ?? matches.call(this, element, vNode, ...values);
    };
  }

  for (const id of CHECKS) replaceEvaluate(axe._audit.checks[id]);
  for (const rule of axe._audit.rules) if (CHECKS.includes(rule.id)) replaceMatches(rule);
};
