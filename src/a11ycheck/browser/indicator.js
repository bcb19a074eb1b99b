"use strict";
/*
 * Finds out whether the focus can be seen. Styles answer for most elements: an outline, or a colour that differs. Where
 * they do not, images with and without the focus are compared, once for each kind of element.
 */
module.exports = function createIndicator({
  visibility, suspects, motion, keepScroll, knownStops, nearbyStyles, focusMarks, styleChanges, reactions,
}) {
  const { changesFarOff, changesNearby } = nearbyStyles;
  const { backdropsOf, haloColour, hasOutline, hasOwnColour, isMarked, isPlain, lookOf, variantOf } = focusMarks;
  const MOST_KINDS = 8;
  const MOST_COMPARED = 24;
  const MOST_VARIANTS = 40;
  const COMPARISONS = 2;
  const doubtful = new Map();
  const clear = new Set();
  const outlined = [];
  const verdictOf = new Map();

  const OPAQUE_STOPS = /^(iframe|frame|object|embed|area)$/;

  /** Note an element that has the focus, if its styles do not show that the focus can be seen. */
  function see(element) {
    if (!OPAQUE_STOPS.test(element.localName)) note(element, lookOf(element));
  }

  function note(element, look) {
    const id = `${suspects.kindOf(element)} ${look}`;
    if (clear.has(id)) return;
    if (doubtful.has(id)) {
      doubtful.get(id).elements.push(element);
    } else if (isMarked(element)) {
      clear.add(id);
      if (hasOutline(element) && hasOwnColour(element)) outlined.push(element);
    } else {
      doubtful.set(id, { elements: [element], look });
    }
  }

  /**
   * See elements with the focus on them; no script of the page learns of it. To move the focus takes the browser longer
   * than all else that is asked of a link, so what no selector may tell from one that was seen is taken to look like it,
   * and after `mostVariants` all of a kind.
   */
  function seeAll(elements, mostVariants = MOST_VARIANTS) {
    const looks = new Map();
    let left = mostVariants;
    motion.silently(() => {
      for (const element of elements) {
        const kind = suspects.kindOf(element);
        const variant = `${kind} ${variantOf(element)}`;
        const known = looks.get(variant) ?? (left ? undefined : looks.get(kind));
        if (known !== undefined) {
          note(element, known);
          continue;
        }
        if (looks.has(kind)) left -= 1;
        const look = seeFocused(element);
        if (look !== undefined) looks.set(variant, look).set(kind, looks.get(kind) ?? look);
      }
    });
  }

  /** See an element with the focus on it; returns what it looks like, undefined if it does not take the focus. */
  function seeFocused(element) {
    element.focus({ preventScroll: true, focusVisible: true });
    suspects.finishAnimations();
    if (suspects.active() !== element || OPAQUE_STOPS.test(element.localName)) return undefined;
    const look = lookOf(element);
    note(element, look);
    return look;
  }

  /** Whether styles alone show a difference; scripts of the page do not learn of it. */
  function changesStyle(element) {
    const before = styleChanges.read(element);
    return motion.silently(() => {
      element.focus({ focusVisible: true });
      suspects.finishAnimations();
      if (suspects.active() !== element || !isPlain(element)) return false;
      return isMarked(element) || styleChanges.areSeen(element, before);
    });
  }

  /** Whether any of an element, or of its label, can be seen with the focus on it; what is hidden is another rule's. */
  function isSeen(element) {
    motion.focus(element, { focusVisible: true });
    suspects.finishAnimations();
    const seen = [element, ...(element.labels ?? [])].some((part) => visibility.isInSight(part));
    return suspects.active() === element && seen;
  }

  /** The colours of the author's outlines, one of each kind: {target, facts: {outline, outside, inside, width, differs, halo}}. */
  function outlines() {
    suspects.active()?.blur();
    return outlined.slice(0, MOST_KINDS).map((target) => {
      const differs = changesNearby(target, motion, true);
      const outside = backdropsOf(visibility.parentOf(target));
      const facts = motion.silently(() => {
        target.focus({ preventScroll: true, focusVisible: true });
        suspects.finishAnimations();
        const { outlineColor, outlineWidth, outlineOffset, outlineStyle } = getComputedStyle(target);
        const inside = Number.parseFloat(outlineOffset) > 0 ? outside : backdropsOf(target);
        const halo = outlineStyle === "auto" ? { halo: haloColour() } : {};
        return { outline: outlineColor, outside, inside, width: Number.parseFloat(outlineWidth), differs, ...halo };
      });
      return { target, facts };
    });
  }

  async function* image(area) {
    await motion.frames(2);
    suspects.finishAnimations();
    return yield { image: area };
  }

  /**
   * Whether an image of the window, or of the whole page, differs with the focus each time. What scrolling to the element
   * has set in motion, such as the mark of the present section in a list of contents, makes a difference only once; what a
   * script shows or hides after a moment, such as a tooltip, makes one only then.
   */
  async function* isImageDifferent(element, area) {
    const hasSetTimers = reactions.timers();
    for (let times = 0; times < COMPARISONS; times += 1) {
      if (!(yield* compare(element, area))) return hasSetTimers() && (yield* compare(element, area, actLate));
    }
    return true;
  }

  async function* compare(element, area, act = (move) => move()) {
    await act(() => {});
    await act(() => motion.focus(element, { focusVisible: true }));
    const focused = yield* image(area);
    if (suspects.active() !== element) return true;
    await act(() => element.blur());
    return focused !== (yield* image(area));
  }

  /** Move the focus, and wait for what scripts do a moment later: longer where one of them has set a slow timer. */
  async function actLate(move) {
    const hasSetSlowTimers = reactions.slowTimers();
    move();
    await motion.awaitLate(hasSetSlowTimers());
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

  /**
   * The kinds of which styles do not show whether the focus is seen, with whether their first element is in sight with the
   * focus on it: {elements, kind, inSight}. Those in sight come first: a closed drawer must not use up their place. With
   * `isSeenOnly` there are no others.
   */
  function inDoubt(isSeenOnly) {
    const kinds = [...doubtful.values()];
    const restoreScroll = keepScroll(kinds.map(({ elements: [first] }) => first));
    const seen = motion.silently(() => new Set(kinds.filter(({ elements: [first] }) => isSeen(first))));
    const unseen = isSeenOnly ? [] : kinds.filter((kind) => !seen.has(kind));
    const compared = [...seen, ...unseen].slice(0, MOST_COMPARED);
    const left = compared.filter((kind) => !seen.has(kind) || !changesStyle(kind.elements[0])).slice(0, MOST_KINDS);
    restoreScroll();
    return left.map((kind) => {
      const { elements, look } = kind;
      return { elements, kind: `${knownStops.kindOf(elements[0])} ${look}`, inSight: seen.has(kind) };
    });
  }

  /** Those of a phone fade out for a while after the focus has scrolled. Returns a function that shows them again. */
  function hideScrollBars() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { scrollbar-width: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }

  /**
   * Compare images of each kind of element in doubt of which no verdict of another page holds here; returns {target, facts:
   * {visible, same}} for each.
   */
  async function* examine(known, isSeenOnly = false) {
    const results = [];
    suspects.active()?.blur();
    const kinds = inDoubt(isSeenOnly);
    const held = new Set(kinds.filter((kind) => kind.kind in known && mayHold(known[kind.kind], kind)));
    const showScrollBars = hideScrollBars();
    for (const item of kinds) {
      const { elements: [target, ...others], kind } = item;
      verdictOf.set(kind, held.has(item) ? known[kind] : null);
      if (!held.has(item) && isSeen(target)) verdictOf.set(kind, yield* changesPixels(target));
      const visible = verdictOf.get(kind);
      if (visible !== null) results.push({ target, facts: { visible, same: others.length + 1 } });
    }
    showScrollBars();
    return results;
  }

  /** Whether the focus is seen on each kind that was examined, by kind; null where the kind itself is not. */
  const verdicts = () => Object.fromEntries(verdictOf);

  /** Whether the verdict of another page may hold here: the focus is seen as it was there, or changes nothing either. */
  function mayHold(verdict, { elements: [first], inSight }) {
    if ((verdict === null) === inSight) return false;
    return verdict === null || (changesNearby(first, motion) === verdict && (verdict || !changesFarOff()));
  }

  /** What `examine` would return, by verdicts of another page; null where these lack a kind, or may not hold here. */
  function recall(known, isSeenOnly = false) {
    const kinds = inDoubt(isSeenOnly);
    if (kinds.some(({ kind }) => !(kind in known))) return null;
    const restoreScroll = keepScroll(kinds.map(({ elements: [first] }) => first));
    const holds = kinds.every((kind) => mayHold(known[kind.kind], kind));
    restoreScroll();
    if (!holds) return null;
    return kinds
      .filter(({ kind }) => known[kind] !== null)
      .map(({ elements, kind }) => ({ target: elements[0], facts: { visible: known[kind], same: elements.length } }));
  }

  return { examine, outlines, recall, see, seeAll, verdicts };
};
