"use strict";
/*
 * Finds out whether the focus can be seen. Styles answer for most elements: an outline, or a colour that differs. Where
 * they do not, images with and without the focus are compared, once for each kind of element.
 */
module.exports = function createIndicator(visibility, suspects, motion, keepScroll, knownStops, nearbyStyles) {
  const { changesFarOff, changesNearby } = nearbyStyles;
  const MOST_KINDS = 8;
  const LEAST_SIZE = 4;
  const LEAST_ALPHA = 0.2;
  const TEXT_FIELD =
    "textarea,select,input:not([type]),input:is([type=text],[type=search],[type=email],[type=url],[type=tel]," +
    "[type=password],[type=number]),[contenteditable]";
  const doubtful = new Map();
  const clear = new Set();
  const outlined = [];
  const verdictOf = new Map();

  /** The alpha of a computed colour, 0 to 1. */
  function alphaOf(colour) {
    const found = /^(?:rgba\(.*,|color\(.*\/|\w+\(.*\/)\s*(?<alpha>[\d.]+)\)$/.exec(colour);
    return found ? Number(found.groups.alpha) : 1;
  }

  /** The colours behind an element, from the nearest to the first opaque one; null where an image is among them. */
  function backdropsOf(element) {
    const colours = [];
    for (let node = element; node; node = visibility.parentOf(node)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(node);
      if (backgroundImage !== "none") return null;
      if (alphaOf(backgroundColor) > 0) colours.push(backgroundColor);
      if (alphaOf(backgroundColor) === 1) return colours;
    }
    return [...colours, "rgb(255, 255, 255)"];
  }

  /** Whether an outline sticks out of the box that clips the element, on at least one side. */
  function hasRoom(element, reach) {
    const clip = visibility.clipAt(visibility.parentOf(element));
    if (!clip || clip.fixed) return true;
    const box = element.getBoundingClientRect();
    const outer = clip.box;
    return (
      box.left - reach >= outer.left ||
      box.right + reach <= outer.right ||
      box.top - reach >= outer.top ||
      box.bottom + reach <= outer.bottom
    );
  }

  function hasOutline(element) {
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    const width = Number.parseFloat(outlineWidth);
    if (outlineStyle === "none" || !(width > 0) || alphaOf(outlineColor) < LEAST_ALPHA) return false;
    if (outlineStyle !== "auto" && outlineColor === backdropsOf(visibility.parentOf(element))?.[0]) return false;
    return hasRoom(element, Number.parseFloat(outlineOffset) + width);
  }

  /** Chromium draws a caret in a field that can be edited. */
  function hasCaret(element) {
    if (!element.matches(TEXT_FIELD) || element.localName === "select") return false;
    return !element.readOnly && alphaOf(getComputedStyle(element).caretColor) >= LEAST_ALPHA;
  }

  function isPlain(element) {
    const { width, height } = element.getBoundingClientRect();
    const { clip, clipPath } = getComputedStyle(element);
    const isLarge = width >= LEAST_SIZE && height >= LEAST_SIZE;
    return isLarge && clip === "auto" && clipPath === "none" && visibility.isInSight(element);
  }

  const isMarked = (element) => (hasOutline(element) || hasCaret(element)) && isPlain(element);

  const OPAQUE_STOPS = /^(iframe|frame|object|embed|area)$/;

  /** Note an element that has the focus, if its styles do not show that the focus can be seen. */
  function see(element) {
    if (OPAQUE_STOPS.test(element.localName)) return;
    const kind = suspects.kindOf(element);
    if (clear.has(kind)) return;
    if (doubtful.has(kind)) {
      doubtful.get(kind).push(element);
    } else if (isMarked(element)) {
      clear.add(kind);
      if (getComputedStyle(element).outlineStyle !== "auto" && hasOutline(element)) outlined.push(element);
    } else {
      doubtful.set(kind, [element]);
    }
  }

  /** See the first element of each kind with the focus on it; no script of the page learns of it. */
  function seeAll(elements) {
    motion.silently(() => {
      for (const element of elements) {
        if (!isNew(element)) {
          see(element);
          continue;
        }
        element.focus({ preventScroll: true, focusVisible: true });
        suspects.finishAnimations();
        if (suspects.active() === element) see(element);
      }
    });
  }

  function isNew(element) {
    const kind = suspects.kindOf(element);
    return !clear.has(kind) && !doubtful.has(kind);
  }

  const READ = [
    "backgroundColor", "borderTopColor", "borderBottomColor", "borderLeftColor", "borderTopWidth", "borderBottomWidth",
    "borderTopStyle", "borderBottomStyle", "borderLeftStyle", "boxShadow", "color", "textDecorationLine",
    "textDecorationColor", "fontWeight", "backgroundImage",
  ];

  const stylesOf = (element) => {
    const style = getComputedStyle(element);
    return Object.fromEntries(READ.map((name) => [name, style[name]]));
  };

  /** Whether a style that is seen differs between two states. */
  function isDifferent(element, before, after) {
    const isChanged = (name) => before[name] !== after[name];
    const isPainted = (name) => isChanged(name) && alphaOf(before[name]) + alphaOf(after[name]) >= LEAST_ALPHA;
    const hasText = /\S/.test(element.textContent);
    if (isPainted("backgroundColor") || (hasText && isPainted("color"))) return true;
    if (hasText && isChanged("textDecorationLine")) return true;
    return ["Top", "Bottom"].some(
      (side) =>
        Number.parseFloat(after[`border${side}Width`]) > 0 &&
        after[`border${side}Style`] !== "none" &&
        isPainted(`border${side}Color`),
    );
  }

  /** Whether styles alone show a difference; scripts of the page do not learn of it. */
  function changesStyle(element) {
    const before = stylesOf(element);
    return motion.silently(() => {
      element.focus({ focusVisible: true });
      suspects.finishAnimations();
      if (suspects.active() !== element || !isPlain(element)) return false;
      return isMarked(element) || isDifferent(element, before, stylesOf(element));
    });
  }

  /** Whether any of an element, or of its label, can be seen with the focus on it; what is hidden is another rule's. */
  function isSeen(element) {
    motion.focus(element, { focusVisible: true });
    suspects.finishAnimations();
    const seen = [element, ...(element.labels ?? [])].some((part) => visibility.isInSight(part));
    return suspects.active() === element && seen;
  }

  /** The colours of the author's outlines, one of each kind: {target, facts: {outline, outside, inside, width, differs}}. */
  function outlines() {
    suspects.active()?.blur();
    return outlined.slice(0, MOST_KINDS).map((target) => {
      const differs = changesNearby(target, motion, true);
      const outside = backdropsOf(visibility.parentOf(target));
      const facts = motion.silently(() => {
        target.focus({ preventScroll: true, focusVisible: true });
        suspects.finishAnimations();
        const { outlineColor, outlineWidth, outlineOffset } = getComputedStyle(target);
        const inside = Number.parseFloat(outlineOffset) > 0 ? outside : backdropsOf(target);
        return { outline: outlineColor, outside, inside, width: Number.parseFloat(outlineWidth), differs };
      });
      return { target, facts };
    });
  }

  async function* image(area) {
    await motion.frames(2);
    suspects.finishAnimations();
    return yield { image: area };
  }

  /** Whether an image of the window, or of the whole page, differs with the focus. */
  async function* isImageDifferent(element, area) {
    motion.focus(element, { focusVisible: true });
    const focused = yield* image(area);
    if (suspects.active() !== element) return true;
    element.blur();
    return focused !== (yield* image(area));
  }

  /** Whether the focus changes pixels; scripts may change them anywhere in the page. */
  async function* changesPixels(element) {
    if (yield* isImageDifferent(element, "window")) return true;
    // Only now it has been scrolled to, so that nothing but the focus makes a difference.
    const hasChanged = motion.watchChanges();
    motion.focus(element, { focusVisible: true });
    await motion.frames(2);
    if (!hasChanged()) return false;
    // The first image of the whole page has room for a scroll bar, the next have none.
    yield* image("page");
    return yield* isImageDifferent(element, "page");
  }

  /** The kinds of which styles do not show whether the focus is seen, as lists of elements. */
  function inDoubt() {
    const kinds = [...doubtful.values()].slice(0, MOST_KINDS);
    const restoreScroll = keepScroll(kinds.map(([target]) => target));
    const left = kinds.filter(([target]) => !changesStyle(target));
    restoreScroll();
    return left;
  }

  /** Compare images of each kind of element in doubt; returns {target, facts: {visible, same}} for each. */
  async function* examine() {
    const results = [];
    suspects.active()?.blur();
    for (const elements of inDoubt()) {
      const [target] = elements;
      const kind = knownStops.kindOf(target);
      verdictOf.set(kind, null);
      if (!isSeen(target)) continue;
      const visible = yield* changesPixels(target);
      verdictOf.set(kind, visible);
      results.push({ target, facts: { visible, same: elements.length } });
    }
    return results;
  }

  /** Whether the focus is seen on each kind that was examined, by kind; null where the kind itself is not. */
  const verdicts = () => Object.fromEntries(verdictOf);

  /** Whether the verdict of another page may hold here: the focus is seen as it was there, or changes nothing either. */
  function mayHold(verdict, element) {
    if ((verdict === null) === motion.silently(() => isSeen(element))) return false;
    return verdict === null || (changesNearby(element, motion) === verdict && (verdict || !changesFarOff()));
  }

  /** What `examine` would return, by verdicts of another page; null where these lack a kind, or may not hold here. */
  function recall(known) {
    const kinds = inDoubt().map((elements) => ({ elements, kind: knownStops.kindOf(elements[0]) }));
    if (kinds.some(({ kind }) => !(kind in known))) return null;
    const restoreScroll = keepScroll(kinds.map(({ elements: [first] }) => first));
    const holds = kinds.every(({ kind, elements: [first] }) => mayHold(known[kind], first));
    restoreScroll();
    if (!holds) return null;
    return kinds
      .filter(({ kind }) => known[kind] !== null)
      .map(({ elements, kind }) => ({ target: elements[0], facts: { visible: known[kind], same: elements.length } }));
  }

  return { examine, outlines, recall, see, seeAll, verdicts };
};
