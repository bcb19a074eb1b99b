"use strict";
/*
 * Finds out, without a real key, whether the scripts of a page answer to keys or to the focus in another way than those of
 * the pages that showed what keys do here. What they answer to may depend on all of the page, even on its URL.
 */
module.exports = function createRehearsal(suspects, motion, characters, { reactions, pageMemory, typedKeys }) {
  const ANSWER_MS = 40;
  const MOST_WAITS = 8;

  /** Whether a stop lets the focus, and the keys that lead on, pass. */
  function passes(stop) {
    motion.focus(stop, { preventScroll: true });
    if (suspects.active() !== stop) return false;
    return [false, true].every((shiftKey) => typedKeys.sendTab(stop, shiftKey) && suspects.active() === stop);
  }

  const answer = () => new Promise((done) => setTimeout(done, ANSWER_MS));

  async function passesAll(stops) {
    const mayFollow = reactions.watch();
    if (!stops.every(passes)) return false;
    const last = suspects.active();
    if (await mayFollow()) await answer();
    if (suspects.active() !== last || motion.moved().length > 0) return false;
    // So it is when the next Tab leads out of the page.
    last?.blur();
    return motion.stop() === null;
  }

  /** Whether characters change anything while the page as a whole has the focus. */
  async function answersTo(keys) {
    suspects.active()?.blur();
    const hasChanged = motion.watchChanges({ isWhole: true, kind: "new" });
    const mayFollow = reactions.watch();
    for (const key of keys) typedKeys.type(key);
    if (await mayFollow()) await answer();
    return hasChanged() || motion.stop() !== null;
  }

  /** Whether nothing happens for a moment: what one key has started must not be taken for the answer to the next. */
  async function isCalm() {
    for (let times = 0; times < MOST_WAITS; times += 1) {
      suspects.active()?.blur();
      const hasChanged = motion.watchChanges({ isWhole: true, kind: "new" });
      // oxlint-disable-next-line no-await-in-loop
      await answer();
      if (!hasChanged() && motion.stop() === null) return true;
    }
    return false;
  }

  /** Whether the page answers to each key, and between them, such as after one has opened a search, to no other character. */
  async function answersToEach(keys) {
    for (const [index, key] of keys.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      if (index > 0 && (!(await isCalm()) || (await answersTo([typedKeys.NEUTRAL])))) return false;
      // oxlint-disable-next-line no-await-in-loop
      if (!(await answersTo([key]))) return false;
    }
    return true;
  }

  /**
   * Whether the page answers as it should; `acting` are the characters that change it, null if none are asked for.
   * They come last: what they start may stay. Returns {isAsExpected, isSpent}.
   */
  return async function rehearse(stops, acting) {
    if (!stops.length && !acting) return { isAsExpected: true, isSpent: false };
    motion.prepare();
    const isAsBefore = acting?.length ? pageMemory.remember() : () => true;
    const others = acting ? characters.filter((key) => !acting.includes(key)) : [];
    // What scrolling, or the size of the window, has started may end only now: it changes nothing a second time.
    const isAsExpected =
      (await passesAll(stops)) &&
      (!acting || !(await answersTo(others)) || !(await answersTo(others))) &&
      (await answersToEach(acting ?? []));
    motion.leave();
    if (acting?.length) await motion.frames(3);
    return { isAsExpected, isSpent: !isAsBefore() };
  };
};
