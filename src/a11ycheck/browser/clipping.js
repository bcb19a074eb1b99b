"use strict";
/*
 * Measures which texts a box with `overflow: hidden` or `clip`, or another that paints nothing outside of itself, cuts, and
 * how far. A box that scrolls brings its content into view, so what it holds counts as lying in it, and what a box around it
 * cuts counts as far as scrolling does not bring it back.
 */
module.exports = function createClipping() {
  const NO_TEXT = "script,style,noscript,template,textarea,select,option,datalist,svg,math,title,[aria-hidden=true]";
  const CONTROL = "button,[role=button],[aria-expanded],summary";
  const LEAST_CUT = 4;
  const CUT_OF_SIZE = 0.25;
  const LEAST_GLYPH_CUT = 1;
  const LEAST_SHOWN = 3;
  const NORMAL_LINE = 1.2;
  const PAINT_CONTAINED = /paint|strict|content/;
  // A shape that is the box itself.
  const WHOLE_BOX = /^inset\(0(?:px|%)?\)$/;
  const UNCUT = /^(?:inline|contents|none|table-(?:column|column-group|footer-group|header-group|row|row-group))$/;

  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

  /** Reads styles and clipping boxes once each, as long as the page does not change. */
  function createReader() {
    const styles = new Map();
    const chains = new Map();
    const styleOf = (element) => {
      if (!styles.has(element)) styles.set(element, getComputedStyle(element));
      return styles.get(element);
    };
    const isAnchor = (element) => {
      const { position, transform, contain } = styleOf(element);
      return position !== "static" || transform !== "none" || PAINT_CONTAINED.test(contain);
    };

    /** The element that contains the box of another, past those that an absolute position leaves behind. */
    function containerOf(element) {
      const { position } = styleOf(element);
      let outer = parentOf(element);
      if (position === "fixed") while (outer && styleOf(outer).transform === "none") outer = parentOf(outer);
      if (position === "absolute") while (outer && !isAnchor(outer)) outer = parentOf(outer);
      return outer;
    }

    function clipOf(element) {
      const style = styleOf(element);
      if (element === document.documentElement || element === document.body) return windowClip(element, style);
      if (UNCUT.test(style.display)) return null;
      const isCut = PAINT_CONTAINED.test(style.contain) || WHOLE_BOX.test(style.clipPath);
      const [across, down] = [style.overflowX, style.overflowY].map((value) => kindOf(value) || (isCut ? "cut" : ""));
      if (!across && !down) return null;
      const box = element.getBoundingClientRect();
      const left = box.left + element.clientLeft;
      const top = box.top + element.clientTop;
      const inner = { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
      const isScroller = across === "scroll" || down === "scroll";
      return { element, style, across, down, height: box.height, ...inner, scrolls: isScroller ? scrollsOf(element, style) : null };
    }

    /** How far scrolling moves what a box holds: up, down, left and right. */
    function scrollsOf(element, { direction }) {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
      const width = scrollWidth - clientWidth;
      const left = direction === "rtl" ? -scrollLeft : width - scrollLeft;
      return { up: scrollHeight - clientHeight - scrollTop, down: scrollTop, left, right: width - left };
    }

    const kindOf = (overflow) => (/^(?:hidden|clip)$/.test(overflow) ? "cut" : overflow === "visible" ? "" : "scroll");

    /** What `html` and `body` say about their overflow holds for the window. */
    function windowClip(element, style) {
      const [across, down] = [style.overflowX, style.overflowY].map((value) => (kindOf(value) === "cut" ? "cut" : ""));
      if (!across && !down) return null;
      const [left, top] = [-scrollX, -scrollY];
      return { element, style, across, down, height: innerHeight, left, top, right: left + innerWidth, bottom: top + innerHeight };
    }

    /** The clipping boxes around the text of an element, the innermost first; null where it is cut out by a shape. */
    function chainOf(element) {
      if (!element) return [];
      if (chains.has(element)) return chains.get(element);
      const style = styleOf(element);
      const outer = chainOf(containerOf(element));
      const isShaped = !(style.clipPath === "none" || WHOLE_BOX.test(style.clipPath)) || (style.clip !== "auto" && style.position !== "static");
      const clip = clipOf(element);
      const chain = outer === null || isShaped ? null : clip ? [clip, ...outer] : outer;
      chains.set(element, chain);
      return chain;
    }

    return { chainOf, containerOf, styleOf };
  }

  /**
   * What clipping boxes leave of a line: {across, down, shown, by}, with how far it is cut where scrolling has moved it as far
   * into the box as it can.
   */
  function cut(line, chain) {
    let { left, top, right, bottom } = line;
    let [start, end, high, low] = [left, right, top, bottom];
    const result = { across: 0, down: 0, shown: true, height: line.height, acrossBy: null, downBy: null };
    for (const clip of chain) {
      if (clip.across === "cut") {
        const lost = Math.max(0, clip.left - Math.max(left, start)) + Math.max(0, Math.min(right, end) - clip.right);
        if (lost > result.across) [result.across, result.acrossBy] = [lost, clip];
      }
      if (clip.down === "cut") {
        const lost = Math.max(0, clip.top - Math.max(top, high)) + Math.max(0, Math.min(bottom, low) - clip.bottom);
        if (lost > result.down) [result.down, result.downBy] = [lost, clip];
      }
      if (clip.across) [left, right] = within(left, right, clip.left, clip.right, clip.across);
      if (clip.down) [top, bottom] = within(top, bottom, clip.top, clip.bottom, clip.down);
      if (clip.scrolls) {
        const { up, down, left: toLeft, right: toRight } = clip.scrolls;
        [start, end, high, low] = [start + toRight, end - toLeft, high + down, low - up];
      }
    }
    result.shown = right - left >= LEAST_SHOWN && bottom - top >= LEAST_SHOWN;
    return result;
  }

  /** A range as far as it lies in another; outside of one that scrolls, all of that. One that is empty remains so. */
  function within(start, end, low, high, kind) {
    const [from, to] = [Math.max(start, low), Math.min(end, high)];
    return kind === "scroll" && start < end && to <= from ? [low, high] : [from, to];
  }

  const linesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return Array.from(range.getClientRects()).filter(({ width, height }) => width > 0 && height > 0);
  };

  let pen = null;

  /**
   * How far the glyphs of a text stay below the top and above the bottom of each of its lines: {above, below}. A line is as
   * high as its font, which has room above letters and below them; null where the font does not tell.
   */
  function roomAround({ data }, { font, textTransform }, height) {
    pen ??= document.createElement("canvas").getContext("2d");
    if (!font) return null;
    pen.font = font;
    const box = pen.measureText(textTransform === "none" ? data : data + data.toUpperCase());
    const [ascent, descent] = [Math.round(box.fontBoundingBoxAscent), Math.round(box.fontBoundingBoxDescent)];
    if (Math.abs(ascent + descent - height) > 1) return null;
    return { above: ascent - box.actualBoundingBoxAscent, below: descent - box.actualBoundingBoxDescent };
  }

  /** Whether a box cuts the glyphs of a line, and not only the room that its font has above or below them. */
  function cutsGlyphs(line, text, reader) {
    const room = roomAround(text.node, reader.styleOf(text.element), line.height);
    if (!room) return true;
    const [top, bottom] = [line.top + room.above, line.bottom - room.below];
    const { left, right } = line;
    return cut({ left, right, top, bottom, height: bottom - top }, text.chain).down >= LEAST_GLYPH_CUT;
  }

  /** Visible texts of the elements wanted, with the reader that knows their clipping boxes: {node, element, chain}. */
  function* texts(reader, isWanted = () => true) {
    const walker = document.createTreeWalker(document.body ?? document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!/\S/.test(node.data) || !isWanted(element) || element.closest(NO_TEXT)) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const chain = reader.chainOf(element);
      if (chain !== null) yield { node, element, chain };
    }
  }

  const heightOfLine = ({ lineHeight, fontSize }) =>
    lineHeight === "normal" ? Number.parseFloat(fontSize) * NORMAL_LINE : Number.parseFloat(lineHeight);

  /** Whether more of a text may come into view: scripts move what lies in the box, a control beside it does, or a `marquee`. */
  function isMovable(element, clip, reader) {
    if (clip.style.scrollSnapType !== "none" || clip.element.localName === "marquee") return true;
    for (let node = element; node && node !== clip.element; node = parentOf(node)) {
      const { transform, animationName } = reader.styleOf(node);
      if (transform !== "none" || animationName !== "none") return true;
    }
    const near = clip.element === document.body ? null : (clip.element.parentElement ?? null);
    return near !== null && near !== document.body && near.querySelector(CONTROL) !== null && !element.closest(CONTROL);
  }

  function labelOf({ id, localName, classList }) {
    return id ? `#${id}` : classList.length ? `${localName}.${classList[0]}` : localName;
  }

  /** How a text is cut; null where none of it is shown. `down` counts lines that are cut in part, or lost as a whole. */
  function measure(text, reader) {
    const { node, element, chain } = text;
    const size = Number.parseFloat(reader.styleOf(element).fontSize);
    const cuts = linesOf(node).map((line) => Object.assign(cut(line, chain), { line }));
    const shown = cuts.filter((line) => line.shown);
    if (!shown.length) return null;
    const across = shown.reduce((most, line) => (line.across > most.across ? line : most));
    const inPart = shown.filter((part) => part.down > part.height * CUT_OF_SIZE && cutsGlyphs(part.line, text, reader));
    const lost = cuts.filter((line) => !line.shown && line.down > 0);
    const down = [...inPart, ...lost].reduce((most, line) => (!most || line.down > most.down ? line : most), null);
    const isAcross = across.acrossBy && across.across >= Math.max(LEAST_CUT, size * CUT_OF_SIZE);
    const by = isAcross ? across.acrossBy : down?.downBy;
    const isOneLine = down?.downBy && heightOfLine(down.downBy.style) >= down.downBy.height - 1;
    return {
      across: isAcross ? Math.round(across.across) : 0,
      down: down ? Math.round(down.down) : 0,
      ellipsis: Boolean(isAcross) && across.acrossBy.style.whiteSpace.startsWith("nowrap") && across.acrossBy.style.textOverflow !== "clip",
      clean: Boolean(down) && (down.downBy.style.webkitLineClamp !== "none" || (isOneLine && !inPart.length)),
      moved: Boolean(by) && isMovable(element, by, reader),
      clip: by ? labelOf(by.element) : "",
    };
  }

  /** The texts that something can cut, and at most `limit` elements whose text is cut. */
  function clippedTexts({ limit }) {
    const reader = createReader();
    const clipped = [];
    const known = new Set();
    let count = 0;
    for (const text of texts(reader)) {
      if (!text.chain.some(({ across, down }) => across === "cut" || down === "cut")) continue;
      const found = measure(text, reader);
      if (!found) continue;
      count += 1;
      if (!(found.across || found.down) || known.has(text.element) || clipped.length >= limit) continue;
      known.add(text.element);
      clipped.push({ target: text.element, facts: found });
    }
    return { texts: count, clipped };
  }

  return { clippedTexts, createReader, labelOf, linesOf, measure, texts };
};
