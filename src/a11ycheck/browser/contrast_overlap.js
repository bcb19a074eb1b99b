"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * Answers axe's question about the contrast of text that something covers, or that leaves the box it stands on, as code
 * that scrolls does: it passes if it has enough contrast with each background that can lie behind it. Where
 * nothing else meets it that paints, its ancestors tell what is seen behind it: it fails if it has too little contrast
 * with each of these.
 */
module.exports = function answerOverlaps(axe, canvasColour) {
  const QUESTIONS = new Set(["bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring"]);
  const check = axe._audit.checks["color-contrast"];
  const { evaluate } = check;
  const { Color, getContrast } = axe.commons.color;
  const GRAPHICS = "img,svg,canvas,video,iframe,object,embed,input,select,textarea,progress,meter";
  const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

  function colourOf(text) {
    const colour = new Color();
    colour.parseString(text);
    return colour;
  }

  const blends = ({ opacity, mixBlendMode, filter }) => opacity !== "1" || mixBlendMode !== "normal" || filter !== "none";

  /** The opaque colours that can lie behind a text; null where others may, or where they blend. */
  function coloursBehind(element) {
    const found = [];
    let isClipped = false;
    for (let at = element; at; at = above(at)) {
      const style = getComputedStyle(at);
      if (blends(style)) return null;
      if (isClipped && found.length) continue;
      if (style.backgroundImage !== "none") return null;
      const colour = colourOf(style.backgroundColor);
      if (colour.alpha === 1) found.push(colour);
      else if (colour.alpha > 0) return null;
      if (/absolute|fixed/.test(style.position) && !found.length) return null;
      isClipped ||= style.overflowX !== "visible";
    }
    if (!found.length || !isClipped) found.push(...canvas(found));
    return found;
  }

  /** The window has a colour of its own where neither the root nor the body paints it. */
  function canvas(found) {
    const painters = [document.documentElement, document.body].filter(Boolean);
    const isPainted = painters.some((element) => colourOf(getComputedStyle(element).backgroundColor).alpha === 1);
    return isPainted && found.length ? [] : [colourOf(canvasColour())];
  }

  const contains = (box, { left, right, top, bottom }) =>
    box.left <= left + 1 && box.right >= right - 1 && box.top <= top + 1 && box.bottom >= bottom - 1;
  const meets = (box, { left, right, top, bottom }) =>
    box.left < right - 1 && box.right > left + 1 && box.top < bottom - 1 && box.bottom > top + 1;
  const paints = ({ backgroundColor, backgroundImage }) => backgroundImage !== "none" || colourOf(backgroundColor).alpha !== 0;
  const pseudosOf = (element) =>
    ["::before", "::after"].map((name) => getComputedStyle(element, name)).filter(({ content }) => content !== "none");

  /** The boxes of the lines of a text. */
  function linesOf({ children }) {
    const range = document.createRange();
    return children.flatMap(({ actualNode }) => {
      if (!(actualNode instanceof Text) || !/\S/.test(actualNode.data)) return [];
      range.selectNodeContents(actualNode);
      return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    });
  }

  /** The grids of axe that have what is fixed. */
  function fixedGrids() {
    const grids = new Set(axe.utils.querySelectorAll(axe._tree, "*").map((vNode) => vNode._grid));
    return [...grids].filter((grid) => grid?.container?.actualNode === document.documentElement);
  }

  /** The elements that axe's grids have at some lines of a text. */
  function elementsAt(lines, { _grid: own }) {
    const grids = new Set(axe._cache.get("a11ycheck-fixed", fixedGrids));
    for (let grid = own; grid; grid = grid.container?._grid) grids.add(grid);
    const found = new Set();
    const add = (cell) => cell.forEach((vNode) => found.add(vNode));
    for (const grid of grids) for (const line of lines) grid.loopGridPosition(grid.getGridPositionOfRect(line), add);
    return [...found].filter(({ clientRects }) => clientRects.some((box) => lines.some((line) => meets(line, box))));
  }

  /** Whether what a text does not stand in may lie behind it, or cover it. */
  function isDisturbed(vNode, lines) {
    const ancestors = new Set();
    for (let at = vNode.actualNode; at; at = above(at)) ancestors.add(at);
    const others = elementsAt(lines, vNode).map(({ actualNode }) => actualNode);
    return others.some((other) => {
      if (ancestors.has(other)) return false;
      return other.closest(GRAPHICS) || [getComputedStyle(other), ...pseudosOf(other)].some(paints);
    });
  }

  /** What may be seen of a text in an ancestor; null where nothing can be brought into view. */
  function seenIn(style, box, seen) {
    const overflows = `${style.overflowX} ${style.overflowY}`;
    if (overflows === "visible visible" || /^(?:inline|contents|ruby.*|table(?!-cell).*)$/.test(style.display)) return seen;
    if (/auto|scroll/.test(overflows)) return [box];
    return seen.some((line) => meets(line, box)) ? seen : null;
  }

  /** What paints the canvas: the root, or else the body. */
  const isCanvas = (element) => {
    const root = document.documentElement;
    return element === root || (element === document.body && !paints(getComputedStyle(root)));
  };

  /** The ancestors that paint what is seen behind some lines, with their colours; null where that is not certain. */
  function paintersOf(element, lines) {
    const found = [];
    let seen = lines;
    let free = "";
    for (let at = element; at; at = above(at)) {
      const style = getComputedStyle(at);
      // What is positioned leaves the boxes that scroll, up to the one that it is positioned in.
      if (free === "absolute" && style.position !== "static") free = "";
      if (!free) seen = seenIn(style, at.getBoundingClientRect(), seen);
      if (seen === null || at.matches(GRAPHICS) || Number(style.zIndex) < 0) return null;
      if (pseudosOf(at).some((pseudo) => pseudo.position !== "static" && paints(pseudo))) return null;
      const boxes = [...at.getClientRects()];
      const isAround = isCanvas(at) || seen.every((line) => boxes.some((box) => contains(box, line)));
      if (paints(style) && (isAround || seen.some((line) => boxes.some((box) => meets(box, line))))) {
        const colour = colourOf(style.backgroundColor);
        if (style.backgroundImage !== "none" || colour.alpha !== 1 || style.backgroundClip !== "border-box") return null;
        found.push({ painter: at, colour });
        if (isAround) return found;
      }
      if (/absolute|fixed/.test(style.position)) free ||= style.position;
    }
    // The canvas of a frame may be that of the page around it.
    if (window.top !== window) return null;
    return [...found, { painter: document.documentElement, colour: colourOf(canvasColour()) }];
  }

  /** What is seen behind a text, if that is certain. */
  function backgroundsOf(vNode) {
    const lines = linesOf(vNode);
    if (!lines.length || !vNode._grid || isDisturbed(vNode, lines)) return null;
    for (let at = vNode.actualNode; at; at = above(at)) if (blends(getComputedStyle(at))) return null;
    return paintersOf(vNode.actualNode, lines);
  }

  function expectedOf(style, { boldValue, boldTextPt, largeTextPt, contrastRatio }) {
    const points = Math.ceil(Number.parseFloat(style.fontSize) * 72) / 96;
    const isLarge = points >= (Number.parseFloat(style.fontWeight) >= boldValue ? boldTextPt : largeTextPt);
    return (isLarge ? contrastRatio.large : contrastRatio.normal).expected;
  }

  /** The result for a text, and for a failure its data and what paints its background; null where a doubt is left. */
  function answerFor(vNode, options) {
    const style = getComputedStyle(vNode.actualNode);
    const text = colourOf(style.webkitTextFillColor);
    if (text.alpha !== 1 || style.textShadow !== "none" || style.webkitTextStrokeWidth !== "0px") return null;
    const expected = expectedOf(style, options);
    const isEnough = (colour) => getContrast(colour, text) >= expected;
    if (coloursBehind(vNode.actualNode)?.every(isEnough)) return { result: true };
    const backgrounds = backgroundsOf(vNode);
    if (!backgrounds) return null;
    const enough = backgrounds.filter(({ colour }) => isEnough(colour));
    if (enough.length) return enough.length === backgrounds.length ? { result: true } : null;
    const ratioOf = ({ colour }) => getContrast(colour, text);
    const best = backgrounds.reduce((one, other) => (ratioOf(other) > ratioOf(one) ? other : one));
    const contrastRatio = Math.floor(ratioOf(best) * 100) / 100;
    // Text of the colour of its background is hidden, as far as axe knows.
    if (contrastRatio === 1) return null;
    const data = { fgColor: text.toHexString(), bgColor: best.colour.toHexString(), contrastRatio, messageKey: null };
    return { result: false, data, related: [best.painter] };
  }

  /**
   * The slot in whose box the whole text of an element stands, null if there is none. Axe takes the text for that of the
   * slot's parent, and the slot for something that covers it.
   */
  function slotOf(vNode) {
    const texts = vNode.children.map(({ actualNode }) => actualNode).filter((node) => node instanceof Text && /\S/.test(node.data));
    const [slot, ...others] = new Set(texts.map((node) => node.assignedSlot));
    // A single character may be an icon, which axe asks about.
    const isText = texts.some(({ data }) => data.trim().length > 1);
    if (!slot || others.length || !isText || getComputedStyle(slot).display === "contents") return null;
    return axe.utils.getNodeFromTree(slot) ?? null;
  }

  check.evaluate = function (...values) {
    let given = null;
    const recorder = {
      data: (data) => {
        given = data;
        this.data(data);
      },
      relatedNodes: (nodes) => this.relatedNodes(nodes),
    };
    const answer = evaluate.apply(recorder, values);
    if (answer !== undefined || !QUESTIONS.has(given?.messageKey)) return answer;
    const [, options, vNode] = values;
    const slot = slotOf(vNode);
    const judged = slot ? evaluate.apply(recorder, [slot.actualNode, options, slot]) : undefined;
    if (judged !== undefined) return judged;
    const own = answerFor(vNode, options);
    if (!own) return answer;
    this.data(own.result ? {} : { ...given, ...own.data });
    this.relatedNodes(own.related ?? []);
    return own.result;
  };
};
