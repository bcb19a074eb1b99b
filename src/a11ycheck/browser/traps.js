"use strict";
/*
 * Finds elements that the focus cannot leave, and ways out: Tab and Shift+Tab, the other standard keys, and keys that
 * the page itself names. It presses one key at a time and lets the page's scripts answer.
 */
module.exports = function createTraps(createHelp, visibility, motion) {
  const MOST_LOOPS = 2;
  const MOST_MOVED = 3;
  const LONGEST_LOOP = 40;
  const LONGEST_BY_SCRIPT = 8;
  const MOST_PRESSED = 4;
  const MOST_KEYS = 4;
  const STANDARD_KEYS = ["Escape", "Enter", " ", "ArrowDown", "ArrowRight"];
  const help = createHelp(visibility);

  /** Press a key, and return the element with the focus after the page's scripts have answered. */
  async function* press(key) {
    yield { keys: [key] };
    await motion.awaitAnswers();
    return motion.stop();
  }

  /** Put the focus on an element, and let the page's scripts answer. */
  async function focus(element) {
    motion.focus(element);
    await motion.awaitAnswers();
  }

  /** The stops between which a key only moves the focus in a circle; null where it leads out of the page. */
  async function* circle(key, longest) {
    const seen = [motion.stop()];
    let inner = 0;
    while (seen.length <= longest) {
      const next = yield* press(key);
      if (next === null) return null;
      if (next === seen.at(-1) && inner < motion.innerStops(next)) {
        inner += 1;
        continue;
      }
      inner = 0;
      const at = seen.indexOf(next);
      if (at >= 0) return seen.slice(at);
      seen.push(next);
    }
    return null;
  }

  const inOrder = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

  /** The stops that can be left by neither key, and whether scripts move the focus later; null where one can. */
  async function* trapAt(start, longest) {
    const before = motion.delayedMoveCount();
    await focus(start);
    const forward = yield* circle("Tab", longest);
    if (!forward) return null;
    await focus(forward[0]);
    const back = yield* circle("Shift+Tab", longest);
    if (!back) return null;
    const stops = [...new Set([...forward, ...back])].toSorted(inOrder);
    return { stops, delayed: motion.delayedMoveCount() > before };
  }

  const isAlive = (element) => element.isConnected && element.checkVisibility();

  /** Whether a key that is pressed in a stop of a trap leads out of it, by itself or with Tab or Shift+Tab after it. */
  async function* leadsOut(key, stop, stops) {
    for (const next of ["Tab", "Shift+Tab"]) {
      await focus(stop);
      const hasChanged = motion.watchChanges();
      const reached = yield* press(key);
      if (reached === stop && !hasChanged()) return false;
      if (!stops.some(isAlive)) return true;
      if (!reached) await focus(stops.find(isAlive));
      if (!(yield* circle(next, stops.length + LONGEST_BY_SCRIPT))) return true;
    }
    return false;
  }

  /** The first standard key that leads out of some stop of a trap; "" if none does. */
  async function* standardKeyOut(stops) {
    for (const key of STANDARD_KEYS) {
      for (const stop of stops.filter(isAlive).slice(0, MOST_PRESSED)) {
        if (yield* leadsOut(key, stop, stops)) return key;
      }
    }
    return "";
  }

  /** The first key that the page names and that leads out of each stop of a trap; "" if none does. */
  async function* documentedKeyOut(stops) {
    for (const key of help.keys().slice(0, MOST_KEYS)) {
      let isWayOut = true;
      for (const stop of stops.filter(isAlive).slice(0, MOST_PRESSED)) {
        isWayOut &&= yield* leadsOut(key, stop, stops);
      }
      if (isWayOut) return key;
    }
    return "";
  }

  /** The element of the page itself that is a stop, or holds it in a frame. */
  function outermost(stop) {
    let element = stop;
    while (element.ownerDocument !== document) element = element.ownerDocument.defaultView.frameElement;
    return element;
  }

  /**
   * Look for traps where the focus came back without leaving the page (`loops`), and where scripts moved it (`moved`);
   * returns {target, facts: {size, delayed, standard_key, documented_key, named_keys}} for each.
   */
  async function* examine(loops, moved) {
    const traps = [];
    const known = new Set();
    const starts = [
      ...loops.slice(0, MOST_LOOPS).map((start) => [start, LONGEST_LOOP]),
      ...moved.slice(0, MOST_MOVED).map((start) => [start, LONGEST_BY_SCRIPT]),
    ];
    for (const [start, longest] of starts) {
      if (known.has(start) || !isAlive(start)) continue;
      const trap = yield* trapAt(start, longest);
      if (!trap || trap.stops.some((stop) => known.has(stop))) continue;
      const { stops, delayed } = trap;
      for (const stop of stops) known.add(stop);
      const standardKey = yield* standardKeyOut(stops);
      const documentedKey = standardKey ? "" : yield* documentedKeyOut(stops);
      const ways = { standard_key: standardKey, documented_key: documentedKey, named_keys: help.keys() };
      traps.push({ target: outermost(stops[0]), facts: { size: stops.length, delayed, ...ways } });
    }
    return traps;
  }

  return { examine };
};
