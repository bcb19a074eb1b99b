"use strict";
/*
 * The walk through a page with Tab and Shift+Tab. It yields steps, which Python carries out with DevTools: keys to
 * press, or an image to take. One walk serves all rules that read it: each part runs only if one of them asks for it, and
 * keys are pressed only where neither the page without them nor another page has shown what they do.
 */
module.exports = function createWalk(createParts, {
  createObscured, createTraps, createHelp, createShortcutControls, createShortcuts, createImageBackdrops, createPixels,
  createRehearsal, typedKeys, reactions, ask, clipping, pageMemory,
}) {
  const MOST_PRESSES = 300;
  const MOST_LEGS = 4;
  const BATCH = 20;
  const LEAST_BATCH = 3;
  const LONGEST_MS = 4000;

  let found = null;
  let tour = null;

  /** A hash of what decides what the focus does, and all stops; "" and none before `begin`. */
  const surroundings = () => ({ context: tour?.context ?? "", stops: tour?.page.stops ?? [] });
  const nothing = () => ({
    stops: [], loops: [], indicators: [], outlines: [], obscured: [], traps: [], shortcuts: null, contrasts: null,
  });
  const measured = () => found ?? nothing();

  /**
   * Look at the page without a key. `options` tells how far to go: {indicator, obscured, traps, shortcuts, pixels};
   * `listeners` the events that the page listens to: {kinds, handlers}; `memory` what other pages have shown, by context;
   * with `isForced` no look without keys is enough. Returns what `walk` will need: {keys, images}. Without either, it only ends.
   */
  function begin(options, listeners, memory, isForced) {
    const shared = createParts(listeners);
    const { visibility, suspects, motion, knownStops, isPolling } = shared;
    // What asks whether a person pressed a key answers to no rehearsal.
    const asksItself = ({ src, textContent }) => !src && textContent.includes("isTrusted");
    const isWary = (ask(window, "a11ycheck-ask-doubts")?.trusted ?? 0) > 0 || [...document.scripts].some(asksItself);
    // What has seen the page without keys starts again with them.
    const parts = {
      ...shared,
      createObscured: () => createObscured(visibility, suspects, motion, shared.keepScroll),
      shortcuts: createShortcuts(createShortcutControls(visibility), suspects, motion, { reactions, typedKeys }),
      pixels: createPixels(createImageBackdrops(clipping, visibility), { clipping, visibility, motion }),
    };
    found = nothing();
    const page = knownStops.read();
    const context = knownStops.context(listeners.handlers);
    const known = memory[context] ?? null;
    const isStill = !listeners.kinds.length && !knownStops.scripts().length;
    const isOpen = !isForced && !isPolling && !isWary;
    const isKnown = isOpen && (isStill || knownStops.areKnown(page.stops, known));
    // A shortcut is the page's, and needs no stop.
    const recalled = isOpen && options.shortcuts ? parts.shortcuts.recall(known?.shortcuts) : null;
    const needs = {
      stops: asksStops(options) && !(isKnown && seeWithoutKeys(parts, options, page, known)),
      shortcuts: Boolean(options.shortcuts) && !recalled && parts.shortcuts.arePossible(),
      pixels: Boolean(options.pixels) && parts.pixels.arePossible(),
    };
    if (options.shortcuts && !needs.shortcuts) found.shortcuts = recalled ?? parts.shortcuts.none();
    if (options.pixels) found.contrasts = [];
    tour = { options, page, parts, known, context, needs, verdicts: (isOpen && known?.indicators) || {} };
    return { keys: needs.stops || needs.shortcuts, images: needs.pixels };
  }

  const asksStops = (options) => Boolean(options.indicator || options.obscured || options.traps);

  /** Look at stops of known kinds; returns whether that shows all, so that no key is needed. */
  function seeWithoutKeys(parts, options, page, known) {
    const [indicator, obscured] = [parts.createIndicator(), parts.createObscured()];
    if (options.obscured && obscured.isPossible() && obscured.mayHide(page.stops)) return false;
    found.stops = page.stops;
    if (!options.indicator) return true;
    indicator.seeAll(page.stops);
    const recalled = indicator.recall(known?.indicators ?? {});
    if (!recalled) return false;
    found.indicators = recalled;
    found.outlines = indicator.outlines();
    return true;
  }

  /** Whether the page answers to keys as what was found without them supposes: {isAsExpected, isSpent}. */
  function rehearse() {
    const { options, page, parts, needs } = tour;
    const { suspects, shortcuts } = parts;
    const isAsked = options.shortcuts && !needs.shortcuts && shortcuts.arePossible();
    return createRehearsal(suspects, parts.startMotion(), shortcuts.characters, { reactions, pageMemory, typedKeys })(
      needs.stops || !asksStops(options) ? [] : page.stops.filter(suspects.isTabbable),
      isAsked ? found.shortcuts.keys : null,
    );
  }

  /**
   * Go as far as `begin` has found necessary. Returns {isUntouched, learnt}: whether the keys have left the page as it was,
   * and what they have shown that holds on other pages too: {context, tokens, indicators, shortcuts}; null for nothing.
   * {isGone} where a script has put another document in the place of the page, as `document.write` does.
   */
  async function* walk() {
    const root = document.documentElement;
    const isGone = () => document.documentElement !== root;
    try {
      const shown = yield* walkPage();
      if (!isGone()) return shown;
    } catch (error) {
      if (!isGone()) throw error;
    }
    found = nothing();
    return { isGone: true };
  }

  async function* walkPage() {
    const { options, needs, parts, context } = tour;
    if (!needs.stops && !needs.shortcuts && !needs.pixels) return { isUntouched: true, learnt: null };
    const { motion } = parts;
    motion.prepare();
    if (needs.pixels) found.contrasts = yield* parts.pixels.examine(parts.suspects.kindOf);
    const isAsBefore = pageMemory.remember();
    const shown = needs.stops ? yield* walkStops() : null;
    if (needs.shortcuts) found.shortcuts = yield* parts.shortcuts.examine();
    motion.leave();
    // Classes that follow the scroll position come and go with it.
    await motion.frames(3);
    const isUntouched = isAsBefore() && !found.loops.length && !motion.moved().length;
    const { shortcuts } = found;
    // Shortcuts may be all that is asked for.
    if (!asksStops(options)) return { isUntouched, learnt: shortcuts && { context, shortcuts, tokens: [], indicators: {} } };
    // What is shown of stops is of use only together with what is shown of shortcuts.
    return { isUntouched, learnt: shown && { context, shortcuts, ...shown } };
  }

  /** Press keys; returns what they have shown that holds for other pages: {tokens, indicators}; null for nothing. */
  async function* walkStops() {
    const { options, page, known, verdicts } = tour;
    const { visibility, motion, knownStops } = tour.parts;
    const [indicator, obscured] = [tour.parts.createIndicator(), tour.parts.createObscured()];
    const isObscured = options.obscured && obscured.isPossible();
    const see = (stop) => {
      if (options.indicator) indicator.see(stop);
      if (isObscured) obscured.see(stop);
    };
    const isPart =
      page.main &&
      !page.hasOrder &&
      page.outside.length > 0 &&
      knownStops.areKnown(page.outside, known) &&
      !(isObscured && obscured.mayHide(page.outside));
    const part = isPart ? page.main : null;
    if (part && options.indicator) indicator.seeAll(page.outside);
    motion.enterAfter(part && page.entrance);
    const expected = page.stops.length - (part ? page.outside.length : 0);
    const hasSetTimers = reactions.timers();
    const { visited, isOver } = expected || !part ? yield* goThrough(see, part, expected) : { visited: [], isOver: true };
    const mayReturn = options.traps && motion.hearsLeaving() && hasSetTimers();
    if (part) motion.enterAfter(visited.at(-1));
    if (isObscured && (!part || visited.length)) {
      const back = yield* go("Shift+Tab", obscured.see, part, expected + 1);
      const inWalk = part ? page.stops.filter((stop) => part.contains(stop)) : page.stops;
      // Where a stop lies on the page decides whether it is hidden, not its kind.
      const reached = new Set(visited).intersection(new Set(back.stops));
      if (!isOver || !back.isOver) obscured.seeAll(inWalk.filter((stop) => !reached.has(stop)));
      found.obscured = await obscured.confirmed();
    }
    // The page tells of all its stops, whether keys had to be pressed or not.
    found.stops = page.stops.length ? page.stops : visited;
    if (options.indicator) found.outlines = indicator.outlines();
    if (options.indicator) found.indicators = yield* indicator.examine(verdicts);
    const moved = options.traps ? yield* lookForTraps(visibility, motion, mayReturn) : motion.moved();
    if (found.loops.length || found.traps.length || moved.length) return null;
    const seen = [...visited, ...(part ? page.outside : [])];
    return { tokens: [...knownStops.tokensOf(seen)], indicators: indicator.verdicts() };
  }

  /**
   * Press Tab through the page, or a part of it; returns {visited, isOver}, with `isOver` if no stop is left. Where a page has
   * more of them than there are presses, those of a kind that was visited are passed over, such as a thousand links of a menu.
   */
  async function* goThrough(see, part, expected) {
    const { page } = tour;
    const { motion, knownStops } = tour.parts;
    let leg = yield* go("Tab", see, part, expected + 1);
    const visited = [...leg.stops];
    const { isOver } = leg;
    if (part || page.hasOrder) return { visited, isOver };
    for (let legs = 1; !leg.isOver && leg.stops.length && legs < MOST_LEGS; legs += 1) {
      const tokens = knownStops.tokensOf(visited);
      const isNew = (stop) => [...knownStops.tokensOf([stop])].some((token) => !tokens.has(token));
      const reached = page.stops.indexOf(visited.at(-1));
      const next = reached < 0 ? -1 : page.stops.findIndex((stop, index) => index > reached && isNew(stop));
      if (next < 0) break;
      const before = page.stops[next - 1];
      const isAfter = (stop) => Boolean(before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
      motion.enterAfter(before);
      leg = yield* go("Tab", see, { contains: isAfter }, page.stops.length - next + 1);
      visited.push(...leg.stops);
    }
    return { visited, isOver };
  }

  async function* lookForTraps(visibility, motion, mayReturn) {
    await (mayReturn ? motion.awaitReturn() : motion.awaitAnswers());
    if (motion.moved().length) await motion.calm();
    found.traps = yield* createTraps(createHelp, visibility, motion).examine(found.loops, motion.moved());
    return motion.moved();
  }

  /** Press a key until the focus has left the page, or a part of it, or comes back to where it was: {stops, isOver}. */
  async function* go(key, see, part, expected) {
    const steps = tour.parts.motion.startTour(key, see, part);
    const start = performance.now();
    // A script that polls needs its time between two keys.
    const most = tour.parts.isPolling ? 1 : BATCH;
    while (!steps.isOver && steps.presses < MOST_PRESSES && performance.now() - start < LONGEST_MS) {
      const count = Math.min(most, Math.max(LEAST_BATCH, expected - steps.presses));
      yield { keys: Array(count).fill(key) };
      steps.presses += count;
      if (tour.parts.isPolling) await tour.parts.motion.awaitAnswers();
    }
    const { isOver } = steps;
    steps.end();
    if (key === "Tab") found.loops.push(...steps.loops);
    return { stops: steps.stops, isOver };
  }

  return { begin, surroundings, measured, rehearse, walk };
};
