"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * Answers axe's question about the contrast of text that something covers, or that leaves the box it stands on, as code
 * that scrolls does: it passes if it has enough contrast with each background that can lie behind it.
 */
module.exports = function answerOverlaps(axe, canvasColour) {
  const QUESTIONS = new Set(["bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring"]);
  const check = axe._audit.checks["color-contrast"];
  const { evaluate } = check;
  const { Color, getContrast } = axe.commons.color;

  function colourOf(text) {
    const colour = new Color();
    colour.parseString(text);
    return colour;
  }

  const blends = ({ opacity, mixBlendMode, filter }) => opacity !== "1" || mixBlendMode !== "normal" || filter !== "none";

  /** The opaque backgrounds that can lie behind a text; null where others may, or where they blend. */
  function backgroundsOf(element) {
    const found = [];
    let isClipped = false;
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
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

  function passes(element, { boldValue, boldTextPt, largeTextPt, contrastRatio }) {
    const style = getComputedStyle(element);
    const text = colourOf(style.webkitTextFillColor);
    if (text.alpha !== 1 || style.textShadow !== "none" || style.webkitTextStrokeWidth !== "0px") return false;
    const backgrounds = backgroundsOf(element);
    const points = Math.ceil(Number.parseFloat(style.fontSize) * 72) / 96;
    const isLarge = points >= (Number.parseFloat(style.fontWeight) >= boldValue ? boldTextPt : largeTextPt);
    const { expected } = isLarge ? contrastRatio.large : contrastRatio.normal;
    return backgrounds !== null && backgrounds.every((background) => getContrast(background, text) >= expected);
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
    let key = "";
    const recorder = {
      data: (data) => {
        key = data?.messageKey ?? "";
        this.data(data);
      },
      relatedNodes: (nodes) => this.relatedNodes(nodes),
    };
    const answer = evaluate.apply(recorder, values);
    if (answer !== undefined || !QUESTIONS.has(key)) return answer;
    const [element, options, vNode] = values;
    const slot = slotOf(vNode);
    const judged = slot ? evaluate.apply(recorder, [slot.actualNode, options, slot]) : undefined;
    if (judged !== undefined) return judged;
    if (!passes(element, options)) return answer;
    this.data({});
    this.relatedNodes([]);
    return true;
  };
};
