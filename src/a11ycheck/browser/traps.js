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
    await motion.settle();
    return motion.stop();
  }

  /** The stops between which a key only moves the focus in a circle; null where it leaves the page. */
  async function* circleOf(start, key, longest) {
    motion.focus(start);
    await motion.settle();
    const seen = [motion.stop() ?? start];
    for (let presses = 0; presses < longest; presses += 1) {
      const next = yield* press(key);
      if (next === null) return null;
      const at = seen.indexOf(next);
      if (at >= 0) return seen.slice(at);
      seen.push(next);
    }
    return null;
  }

  /** The stops that can be left by neither key, and whether scripts move the focus later; null where one of them leads out of the page. */
  async function* trapAt(start, longest) {
    const before = motion.delayedMoveCount();
    const forward = yield* circleOf(start, "Tab", longest);
    const back = forward && (yield* circleOf(forward[0], "Shift+Tab", longest));
    return back && { stops: [...new Set([...forward, ...back])], delayed: motion.delayedMoveCount() > before };
  }

  const isAlive = (element) => element.isConnected && element.checkVisibility();

  /** Whether the focus can leave the page from where it is, or from a stop of the trap. */
  async function* isOpen(stops) {
    const start = motion.stop() ?? stops.find(isAlive);
    if (!start) return true;
    return (yield* trapAt(start, stops.length + LONGEST_BY_SCRIPT)) === null;
  }

  /** Press keys in each stop of a trap until one of them opens it; returns that key, "" if none does. */
  async function* firstKeyOut(stops, keys) {
    for (const key of keys) {
      for (const stop of stops.slice(0, MOST_PRESSED)) {
        motion.focus(stop);
        const changes = motion.watchChanges();
        const next = yield* press(key);
        const isChanged = changes() || (next !== null && next !== stop);
        if (isChanged && (yield* isOpen(stops))) return key;
      }
    }
    return "";
  }

  /** The first key that the page names and that opens the trap from each of its stops. */
  async function* documentedKeyOut(stops) {
    for (const key of help.keys().slice(0, MOST_KEYS)) {
      let isWayOut = true;
      for (const stop of stops.slice(0, MOST_PRESSED)) {
        motion.focus(stop);
        yield* press(key);
        isWayOut &&= yield* isOpen(stops);
        if (!isWayOut) break;
      }
      if (isWayOut) return key;
    }
    return "";
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
      const standardKey = yield* firstKeyOut(stops, STANDARD_KEYS);
      const documentedKey = standardKey ? "" : yield* documentedKeyOut(stops);
      const ways = { standard_key: standardKey, documented_key: documentedKey, named_keys: help.keys() };
      traps.push({ target: stops[0], facts: { size: stops.length, delayed, ...ways } });
    }
    return traps;
  }

  return { examine };
};
