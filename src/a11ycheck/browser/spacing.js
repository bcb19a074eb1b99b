"use strict";
/*
 * Measures which texts are cut, or overlap, with the spacing of WCAG 1.4.12 and not without it. A page is brought into
 * that state for the time of one synchronous function, and back before anything is painted.
 */
module.exports = function createSpacing(clipping, withStyle, resetScrollBars) {
  const STYLE = `
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
  `;
  const OVERLAP_OF_LINE = 0.4;
  const LEAST_OVERLAP = 4;
  const MOST_TEXTS = 3000;

  const isCuttable = ({ chain }) => chain.some(({ across, down }) => across === "cut" || down === "cut");

  /** How each text that something can cut is cut, and the elements out of which text flows. */
  function look() {
    const reader = clipping.createReader();
    const texts = [...clipping.texts(reader)].slice(0, MOST_TEXTS);
    const cuts = new Map();
    const boxes = new Set();
    for (const text of texts) {
      if (isCuttable(text)) cuts.set(text.node, { text, found: clipping.measure(text, reader) });
      for (let box = text.element; box && box !== document.body && !boxes.has(box); box = box.parentElement) boxes.add(box);
    }
    const flowing = new Set(
      [...boxes].filter((box) => box.clientHeight && box.scrollHeight > box.clientHeight + LEAST_OVERLAP && isOpen(box)),
    );
    const sizes = new Map([...boxes, document.body].map((box) => [box, [box?.clientWidth, box?.clientHeight]]));
    return { reader, texts, cuts, flowing, sizes };
  }

  const isOpen = (element) => getComputedStyle(element).overflowY === "visible";

  const size = (found) => (found ? [found.ellipsis ? 0 : found.across, found.clean ? 0 : found.down] : [0, 0]);
  const isClamped = ({ chain }) => chain.some(({ style }) => style.webkitLineClamp !== "none");

  /** Whether a box of one line, which leaves out others without a trace, had room for the whole text. */
  const losesLines = (text, before, after) => before.down === 0 && after.down > 0 && after.clean && !isClamped(text);

  /** The texts that are cut further, as {target, facts: {cut, clip}}. */
  function cutFurther(before, after) {
    const worse = [];
    for (const [node, { text, found }] of after.cuts) {
      const earlier = before.cuts.get(node);
      if (!found || found.moved || !earlier?.found) continue;
      const [was, is] = [size(earlier.found), size(found)];
      if (losesLines(text, earlier.found, found)) is[1] = found.down;
      const cut = Math.max(is[0] - was[0], is[1] - was[1]);
      const isNew = (was[0] === 0 && is[0] > 0) || (was[1] === 0 && is[1] > 0);
      if (isNew && cut > 0) worse.push({ target: text.element, facts: { cut, clip: found.clip } });
    }
    return worse;
  }

  const rectsOf = (texts) =>
    texts.flatMap(({ node, element }) => clipping.linesOf(node).map((line) => ({ element, line })));

  function overlaps(a, b) {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > LEAST_OVERLAP && down > OVERLAP_OF_LINE * Math.min(a.height, b.height);
  }

  const isPinned = (element) => {
    for (let node = element; node; node = node.parentElement) {
      if (/^(?:fixed|sticky)$/.test(getComputedStyle(node).position)) return true;
    }
    return false;
  };

  /** Pairs of texts that overlap, where one of them flows out of one of these boxes. */
  function overlapping(texts, flowing) {
    const lines = rectsOf(texts);
    const pairs = [];
    for (const box of flowing) {
      const { bottom } = box.getBoundingClientRect();
      const out = lines.filter(({ element, line }) => box.contains(element) && line.bottom > bottom);
      const others = lines.filter(({ element, line }) => !box.contains(element) && line.bottom > bottom);
      for (const { element, line } of out) {
        const hit = others.find((other) => overlaps(line, other.line));
        if (hit && !isPinned(element) && !isPinned(hit.element)) pairs.push([element, hit.element]);
      }
    }
    return pairs;
  }

  const isAsBefore = ([box, [width, height]]) => box?.clientWidth === width && box?.clientHeight === height;

  /** The texts of the page, and at most `limit` elements with text that wider spacing cuts or lets overlap. */
  function spacedTexts({ limit }) {
    const before = look();
    const { worse, pairs, flowing } = withStyle(STYLE, () => {
      const after = look();
      const newly = [...after.flowing].filter((box) => !before.flowing.has(box));
      return { worse: cutFurther(before, after), pairs: overlapping(after.texts, newly), flowing: newly };
    });
    // A box may have kept the scroll bar that wider spacing gave it.
    if (![...before.sizes].every(isAsBefore)) resetScrollBars();
    const earlier = pairs.length ? overlapping(before.texts, flowing) : [];
    const overlapped = pairs
      .filter(([a, b]) => !earlier.some(([c, d]) => a === c && b === d))
      .map(([target, other]) => ({ target, facts: { other: clipping.labelOf(other) } }));
    const seen = new Set();
    const once = [...worse, ...overlapped].filter(({ target }) => !seen.has(target) && seen.add(target));
    return { texts: before.texts.length, worse: once.slice(0, limit) };
  }

  return { spacedTexts };
};
