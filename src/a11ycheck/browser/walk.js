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
  clipping,
}) {
  const LIMITS = { least_size: 2, opaque: 0.9 };
  const MOST_PRESSES = 300;
  const BATCH = 20;
  const LONGEST_MS = 1500;

  let found = null;

  const nothing = () => ({ stops: [], isComplete: true, loops: [], indicators: [], outlines: [], obscured: [], traps: [], shortcuts: null, contrasts: null });
  const measured = () => found ?? nothing();

  /**
   * Walk as far as the options ask: {indicator, obscured, traps, shortcuts}. `listeners` names the kinds of events that
   * the page listens to: what nothing listens to needs no second look.
   */
  async function* walk(options, listeners) {
    const visibility = createVisibility(LIMITS);
    const suspects = createSuspects(visibility);
    const motion = createMotion(suspects, listeners);
    const indicator = createIndicator(visibility, suspects, motion);
    const obscured = createObscured(visibility, suspects, motion);
    found = nothing();
    motion.prepare();
    if (options.pixels) found.contrasts = yield* createPixels(clipping, visibility, motion).examine(suspects.kindOf);
    const isSeen = { indicator: options.indicator, obscured: options.obscured && obscured.isPossible() };
    const isAny = options.indicator || options.obscured || options.traps;
    if (isAny) {
      yield* go("Tab", (stop) => {
        if (isSeen.indicator) indicator.see(stop);
        if (isSeen.obscured) obscured.see(stop);
      });
    }
    if (isSeen.obscured) yield* go("Shift+Tab", obscured.see, true);
    if (isSeen.obscured) found.obscured = await obscured.confirmed();
    if (isSeen.indicator) found.outlines = indicator.outlines();
    if (isSeen.indicator) found.indicators = yield* indicator.examine();
    if (options.traps) {
      await motion.awaitAnswers();
      if (motion.moved().length) await motion.calm();
      found.traps = yield* createTraps(createHelp, visibility, motion).examine(found.loops, motion.moved());
    }
    if (options.shortcuts) found.shortcuts = yield* createShortcuts(visibility, suspects, motion).examine();
    motion.leave();

    /** Press a key until the focus has left the page, or comes back to where it was. */
    async function* go(key, see, isAgain = false) {
      const tour = motion.startTour(key, see);
      const start = performance.now();
      while (!tour.isOver && tour.presses < MOST_PRESSES && performance.now() - start < LONGEST_MS) {
        yield { keys: Array(BATCH).fill(key) };
        tour.presses += BATCH;
      }
      tour.end();
      if (isAgain) return;
      found.stops = tour.stops;
      found.isComplete = tour.isOver;
      found.loops = tour.loops;
    }
  }

  return { measured, walk };
};
