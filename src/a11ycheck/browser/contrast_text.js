"use strict";
/* oxlint-disable no-underscore-dangle -- axe's cache lives as long as its tree */
/*
 * Reads of each element what axe's contrast rule asks of its text. An element for which the answer takes more than
 * its own text and plain ancestors is not read: axe's own matcher decides on it.
 */
module.exports = function createContrastText(axe) {
  const { aria, color, dom, forms, text: wording } = axe.commons;
  // Axe has rules of their own for these; a form's fields can hide its methods.
  const OTHERS = new Set(["form", "input", "label", "option", "select", "textarea"]);
  // Where axe notes why it has no answer.
  const INCOMPLETE = "color.incompleteData";
  const LETTER = /[a-z]/i;
  const REMOVED = { emoji: true, nonBmp: false, punctuations: true };
  // Axe takes the space between two separators, as in "| |", and the middle dot for letters.
  const BETWEEN = /[\s·]/g;
  const NON_BMP = { nonBmp: true };
  const range = document.createRange();

  const styleOf = (vNode, property) => vNode.getComputedStylePropertyValue(property);

  function newState() {
    return { places: new Map(), alphas: new Map(), readable: new Map(), texts: new Map(), hasDialog: hasDialog() };
  }

  // An open dialog may make all others inert, which axe tells from its grid.
  const hasDialog = () => axe.utils.querySelectorAll(axe._tree[0], "dialog[open]").length > 0;

  const stateOf = () => axe._cache.get("a11ycheck-contrast-text", newState);

  /** The opacity of a colour, NaN if axe cannot read it. */
  function alphaOf(colour) {
    const { alphas } = stateOf();
    if (!alphas.has(colour)) {
      const before = { ...axe._cache.get(INCOMPLETE) };
      try {
        alphas.set(colour, new color.Color().parseString(colour).alpha);
      } catch {
        axe._cache.set(INCOMPLETE, before);
        alphas.set(colour, Number.NaN);
      }
    }
    return alphas.get(colour);
  }

  function lengthOf(text) {
    const [, value = "", unit = ""] = /^([0-9.]+)([a-z]+)$/i.exec(text) ?? [];
    return { value: Number.parseFloat(value), isPixels: unit.toLowerCase() === "px" };
  }

  /** The area that a pseudo-element covers, as axe measures it. */
  function pseudoArea(element, pseudo) {
    const style = getComputedStyle(element, pseudo);
    if (style.position !== "absolute") return 0;
    if (style.content === "none" || style.display === "none" || style.visibility === "hidden") return 0;
    const alpha = alphaOf(style.backgroundColor);
    if (Number.isNaN(alpha)) return alpha;
    if (alpha * style.opacity === 0 && style.backgroundImage === "none") return 0;
    const width = lengthOf(style.width);
    const height = lengthOf(style.height);
    if (width.isPixels && height.isPixels) return width.value * height.value;
    return width.value === 0 || height.value === 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  /** Whether an element with this id, or its content, labels another by `aria-labelledby`. */
  function isReferenced(vNode) {
    const { id } = vNode.props;
    if (!id) return false;
    return aria
      .getAccessibleRefs(vNode.actualNode)
      .some((other) => (other.getAttribute("aria-labelledby") ?? "").includes(id));
  }

  /** What an element inherits: {isPlain, clips, pseudos} with the ancestors that clip it and the largest pseudo-element. */
  function placeOf(vNode) {
    const { places } = stateOf();
    const known = places.get(vNode);
    if (known) return known;
    const { parent, actualNode: element } = vNode;
    const above = parent ? placeOf(parent) : { isPlain: element === document.documentElement, clips: [], pseudos: 0 };
    const isPlain =
      above.isPlain &&
      vNode.props.nodeName !== "label" &&
      !element.shadowRoot &&
      (!parent || element.parentNode === parent.actualNode) &&
      !vNode.hasAttr("inert") &&
      !isReferenced(vNode);
    const place = { isPlain, clips: above.clips, pseudos: above.pseudos };
    if (isPlain) {
      if (styleOf(vNode, "overflow") === "hidden") place.clips = [vNode, ...above.clips];
      place.pseudos = Math.max(above.pseudos, pseudoArea(element, ":before") + pseudoArea(element, ":after"));
    }
    places.set(vNode, place);
    return place;
  }

  /** The text of an element's own text nodes, as axe joins them. */
  function ownText({ children }) {
    let text = "";
    for (const { actualNode: child } of children) {
      if (child.nodeType === Node.TEXT_NODE) text += child.nodeValue;
      else if (child.localName === "br") text += " ";
    }
    return text.trim() === "" ? "" : wording.sanitize(text);
  }

  /** Whether a text has more than punctuation and symbols; null where axe must tell. */
  function isReadable(text) {
    if (LETTER.test(text)) return true;
    const { readable } = stateOf();
    if (!readable.has(text)) {
      const isReal = wording.removeUnicode(text, REMOVED).replace(BETWEEN, "") !== "";
      const isSymbols =
        wording.hasUnicode(text, NON_BMP) && wording.sanitize(wording.removeUnicode(text, NON_BMP)) === "";
      readable.set(text, isReal && isSymbols ? null : isReal);
    }
    return readable.get(text);
  }

  /** Whether a font is known to have no ligatures that are icons, from three texts that axe has looked at. */
  function isKnownFont(family) {
    const font = axe._cache.get("fonts")?.[family];
    return font?.occurrences >= 3 && font.numLigatures === 0;
  }

  function hasLetters(vNode) {
    const texts = vNode.children.filter(({ actualNode }) => actualNode.nodeType === Node.TEXT_NODE);
    return isKnownFont(styleOf(vNode, "font-family")) || texts.some((child) => !wording.isIconLigature(child));
  }

  const overlaps = (a, b) =>
    (a.left | 0) < (b.right | 0) &&
    (a.right | 0) > (b.left | 0) &&
    (a.top | 0) < (b.bottom | 0) &&
    (a.bottom | 0) > (b.top | 0);

  function isInBox(rect, box, element) {
    const isWithin =
      rect.left <= box.right && rect.top <= box.bottom && rect.right >= box.left && rect.bottom >= box.top;
    return isWithin || dom.visuallyOverlaps(rect, element);
  }

  /** The boxes of each text node that is not blank. */
  function boxesOf({ children }) {
    const boxes = [];
    for (const { actualNode: child } of children) {
      if (child.nodeType !== Node.TEXT_NODE || wording.sanitize(child.nodeValue) === "") continue;
      range.selectNodeContents(child);
      boxes.push([...range.getClientRects()]);
    }
    return boxes;
  }

  function isShown(vNode, boxes, clips) {
    const box = vNode.boundingClientRect;
    // Axe looks at the last text node alone.
    return boxes.some(
      (rect) =>
        isInBox(rect, box, vNode.actualNode) &&
        (!clips.length || clips.some((clip) => overlaps(rect, clip.boundingClientRect))),
    );
  }

  /** Whether the rule applies to an element, and undefined where axe must tell. */
  function matches(vNode) {
    const { nodeName } = vNode.props;
    const state = stateOf();
    if (OTHERS.has(nodeName) || state.hasDialog) return undefined;
    const text = ownText(vNode);
    if (text === "") return false;
    const place = placeOf(vNode);
    // A slot's content stands where the slot is.
    if (vNode.children.some(({ actualNode }) => actualNode.parentNode !== vNode.actualNode)) return undefined;
    if (!place.isPlain) return isReadable(text) === false ? false : undefined;
    if (forms.isDisabled(vNode) || !dom.isVisibleOnScreen(vNode)) return false;
    const readable = isReadable(text);
    if (readable === null) return undefined;
    if (!readable || !hasLetters(vNode) || !Number.parseFloat(styleOf(vNode, "font-size"))) return false;
    const boxes = boxesOf(vNode);
    if (!boxes.length || !isShown(vNode, boxes.at(-1), place.clips)) return false;
    state.texts.set(vNode, { vNode, boxes, clips: place.clips, pseudos: place.pseudos, isShort: text.length === 1 });
    return true;
  }

  /** What was read of an element to which the rule applies, undefined where axe must read it. */
  const read = (vNode) => stateOf().texts.get(vNode);

  return { alphaOf, matches, read };
};
