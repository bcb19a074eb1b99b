"use strict";
/*
 * The walk through a page with Tab and Shift+Tab. It yields steps, which Python carries out with DevTools: keys to
 * press, or an image to take. One walk serves all rules that read it: each part runs only if one of them asks for it.
 */
module.exports = function createWalk({
  createVisibility,
  createSuspects,
  createMotion,
  createIndicator,
  createObscured,
  createTraps,
  createHelp,
  createShortcuts,
  createPixels,
  createChrome,
  hasher,
  clipping,
}) {
  const LIMITS = { least_size: 2, opaque: 0.9 };
  const MOST_PRESSES = 300;
  const BATCH = 20;
  const LEAST_BATCH = 3;
  const LONGEST_MS = 1500;

  let found = null;
  let learnt = null;

  const nothing = () => ({
    stops: [], isComplete: true, loops: [], indicators: [], outlines: [], obscured: [], traps: [], shortcuts: null,
    contrasts: null,
  });
  const measured = () => found ?? nothing();

  /** What this page shows about the stops that other pages have too: {context, kinds}; null for nothing. */
  const memories = () => learnt;

  /**
   * Walk as far as the options ask: {indicator, obscured, traps, shortcuts, pixels}. `listeners` names the kinds of
   * events that the page listens to: what nothing listens to needs no second look. `memory` is what other pages have
   * shown, by context.
   */
  async function* walk(options, listeners, memory) {
    const visibility = createVisibility(LIMITS);
    const suspects = createSuspects(visibility);
    const motion = createMotion(suspects, listeners);
    [found, learnt] = [nothing(), null];
    motion.prepare();
    if (options.pixels) found.contrasts = yield* createPixels(clipping, visibility, motion).examine(suspects.kindOf);
    if (options.indicator || options.obscured || options.traps) yield* walkStops();
    if (options.shortcuts) found.shortcuts = yield* createShortcuts(visibility, suspects, motion).examine();
    motion.leave();

    async function* walkStops() {
      const indicator = createIndicator(visibility, suspects, motion);
      const obscured = createObscured(visibility, suspects, motion);
      const chrome = createChrome(hasher, suspects);
      const isObscured = options.obscured && obscured.isPossible();
      const page = chrome.read();
      const known = page && chrome.recall(page, memory);
      const see = (stop) => {
        if (options.indicator) indicator.see(stop, Boolean(page?.main.contains(stop)));
        if (isObscured) obscured.see(stop);
      };
      const part = known && page.main;
      if (part) motion.enterAfter(page.entrance);
      const isExpected = part ? (stop) => part.contains(stop) : () => true;
      const expected = [...suspects.elements(document)].filter((stop) => suspects.isTabbable(stop) && isExpected(stop)).length;
      if (expected || !part) yield* go("Tab", see, part, expected + 1);
      if (part) motion.enterAfter(found.stops.at(-1));
      if (isObscured && (!part || found.stops.length)) found.obscured = yield* lookBack(obscured, part, expected + 1);
      if (options.indicator) found.outlines = indicator.outlines();
      if (options.indicator) found.indicators = yield* indicator.examine();
      if (options.traps) {
        await motion.awaitAnswers();
        if (motion.moved().length) await motion.calm();
        found.traps = yield* createTraps(createHelp, visibility, motion).examine(found.loops, motion.moved());
      }
      if (known) recall(page, known);
      else if (page && isQuiet(motion)) learnt = chrome.remember(page, found);
    }

    async function* lookBack(obscured, part, expected) {
      yield* go("Shift+Tab", obscured.see, part, expected, true);
      return obscured.confirmed();
    }

    /** Press a key until the focus has left the page, or a part of it, or comes back to where it was. */
    async function* go(key, see, part, expected, isAgain = false) {
      const tour = motion.startTour(key, see, part);
      const start = performance.now();
      while (!tour.isOver && tour.presses < MOST_PRESSES && performance.now() - start < LONGEST_MS) {
        const count = Math.min(BATCH, Math.max(LEAST_BATCH, expected - tour.presses));
        yield { keys: Array(count).fill(key) };
        tour.presses += count;
      }
      tour.end();
      if (isAgain) return;
      found.stops = tour.stops;
      found.isComplete = tour.isOver;
      found.loops = tour.loops;
    }
  }

  /** Add what other pages have shown about the stops outside of the main content. */
  function recall({ outside }, known) {
    found.stops = [...outside, ...found.stops];
    for (const { stop: target, facts } of known) {
      if (facts.indicator) found.indicators.push({ target, facts: facts.indicator });
      if (facts.outline) found.outlines.push({ target, facts: facts.outline });
    }
  }

  /** Whether nothing of what was found depends on more than the kinds of the stops. */
  const isQuiet = (motion) =>
    found.isComplete && !found.loops.length && !found.obscured.length && !found.traps.length && !motion.moved().length;

  return { measured, memories, walk };
};
