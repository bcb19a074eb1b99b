"use strict";
/*
 * Finds out, without a real key, whether the scripts of a page answer to keys or to the focus in another way than those of
 * the pages that showed what keys do here. What they answer to may depend on all of the page, even on its URL.
 */
module.exports = function createRehearsal(suspects, motion, characters, { reactions, pageMemory }) {
  const ANSWER_MS = 40;
  const LOOSE = { bubbles: true, cancelable: true, composed: true };
  const TAB = { key: "Tab", code: "Tab", keyCode: 9, ...LOOSE };

  /** A character as a keyboard types it, with what old scripts read; `key_strokes` in Python does the same. */
  function typed(key) {
    const isLetter = /^[a-z]$/.test(key);
    const isDigit = /^\d$/.test(key);
    const code = isLetter ? `Key${key.toUpperCase()}` : isDigit ? `Digit${key}` : "";
    const keyCode = isLetter || isDigit ? key.toUpperCase().charCodeAt(0) : 0;
    return { key, code, keyCode, ...LOOSE };
  }

  /** Send a key to an element; returns whether the page lets the browser act. */
  function send(element, init) {
    const isAllowed = element.dispatchEvent(new KeyboardEvent("keydown", init));
    if (isAllowed && init.key.length === 1) {
      const charCode = init.key.charCodeAt(0);
      element.dispatchEvent(new KeyboardEvent("keypress", { ...init, charCode, keyCode: charCode }));
    }
    element.dispatchEvent(new KeyboardEvent("keyup", init));
    return isAllowed;
  }

  /** Whether a stop lets the focus, and the keys that lead on, pass. */
  function passes(stop) {
    motion.focus(stop, { preventScroll: true });
    if (suspects.active() !== stop) return false;
    return [false, true].every((shiftKey) => send(stop, { ...TAB, shiftKey }) && suspects.active() === stop);
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
    const hasChanged = motion.watchChanges(true);
    const mayFollow = reactions.watch();
    const target = document.body ?? document.documentElement;
    for (const key of keys) send(target, typed(key));
    if (await mayFollow()) await answer();
    return hasChanged() || motion.stop() !== null;
  }

  async function answersToEach(keys) {
    // What one key has started must not be taken for the answer to the next.
    // oxlint-disable-next-line no-await-in-loop
    for (const key of keys) if (!(await answersTo([key]))) return false;
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
