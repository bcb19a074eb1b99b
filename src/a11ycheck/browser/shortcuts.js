"use strict";
/*
 * Types and presses each printable character while no control has the focus, and notes which of them change the page and
 * are not turned off by its controls.
 */
module.exports = function createShortcuts(controls, suspects, motion, { reactions, typedKeys }) {
  const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
  const CHARACTERS = [...LETTERS, ..."0123456789?/.,;:'\"[]{}()<>=+-_*&^%$#@!~`|\\"];
  const CAPITALS = LETTERS.map((letter) => letter.toUpperCase());
  const NEUTRAL = ["F9", "F9"];
  const IDLE_MS = 60;
  const MOST_CHARACTERS = 12;
  const MOST_WAITS = 20;
  const MOST_SHUT_WAITS = 6;

  const ownLayers = new Set();

  /** A task that runs after the callbacks of promises. */
  const nextTask = () => new Promise((done) => setTimeout(done, 0));
  const idle = () => new Promise((done) => setTimeout(done, IDLE_MS));

  const openLayers = () =>
    [...document.querySelectorAll(":modal,:popover-open")].filter((layer) => !ownLayers.has(layer));

  /** Close what keys have opened over the page, since it may take the next ones, and let scripts answer. */
  async function closeLayers() {
    const layers = openLayers();
    for (const layer of layers) {
      if (layer.matches(":popover-open")) layer.hidePopover();
      else if (layer instanceof HTMLDialogElement) layer.close();
    }
    if (layers.length) await idle();
  }

  /** Press each key by itself while the page as a whole has the focus; returns those that changed something. */
  async function* effective(keys) {
    const acting = [];
    await closeLayers();
    const stop = motion.watchKeys((key) => acting.push(key));
    suspects.active()?.blur();
    const mayFollow = reactions.watch();
    yield { keys };
    if (await mayFollow()) await idle();
    stop();
    return [...new Set(acting)];
  }

  /**
   * Close what keys have opened, also where only scripts know how, and let them answer: what they do later would be taken
   * for the answer to the next key.
   */
  async function dismiss() {
    const hasChanged = motion.watchChanges({ isWhole: true, kind: "new" });
    typedKeys.type("Escape");
    await idle();
    for (let times = 0; times < MOST_SHUT_WAITS && hasChanged(); times += 1) await idle();
    await closeLayers();
  }

  /**
   * Those that act when they are pressed alone: what a key starts may go on while the next is pressed. With `isOpened`, one
   * of them has opened something that only scripts close, or the page has changed by itself: those that act twice.
   */
  async function* confirmed(keys, isOpened) {
    let left = keys;
    for (let times = isOpened ? 2 : 1; times > 0; times -= 1) {
      const acting = [];
      for (const key of left) {
        // What another has opened may take any character.
        await dismiss();
        acting.push(...(yield* effective([key])));
      }
      left = acting;
    }
    if (isOpened) await dismiss();
    return left;
  }

  /** The characters after each of which the page changes, once the callbacks of promises have run. */
  async function typeSlowly(hasMutated) {
    const acting = [];
    await dismiss();
    hasMutated();
    for (const key of CHARACTERS) {
      typedKeys.type(key);
      await nextTask();
      if (!hasMutated()) continue;
      acting.push(key);
      await dismiss();
      hasMutated();
    }
    return acting;
  }

  /**
   * What characters do when they are typed by events of ours: {sure, late, hasKeyControls, isOpened}. A reader notices at
   * once what `sure` does. That is its doing for certain, also where it happens only once, as where a key opens what is
   * open then. `late` starts something, and the page changes in the next moment. `isOpened` tells that it has changed
   * after all.
   */
  async function typeAll() {
    const [sure, late] = [[], []];
    let [waits, hasKeyControls] = [0, false];
    suspects.active()?.blur();
    const hasChanged = motion.watchChanges({ isWhole: true, kind: "noticed" });
    // On the root, scripts note that keys are used, too; a key that starts something may change its colour scheme.
    const hasMutated = motion.watchChanges({ isWhole: true, kind: "new" });
    const hasActed = () => {
      const focused = motion.stop();
      focused?.blur();
      return hasChanged() || focused !== null;
    };
    const startedBy = (key) => {
      const started = reactions.started();
      typedKeys.type(key);
      return started();
    };
    const usual = startedBy(typedKeys.NEUTRAL);
    const takesAll = hasActed();
    for (const key of [...CHARACTERS, ...CAPITALS]) {
      const isStarted = startedBy(key) !== usual;
      const isSure = hasActed();
      if (isSure) sure.push(key);
      if (!isSure && !isStarted) continue;
      // What one key has started must not be taken for the answer to the next.
      let isLate = false;
      if (isStarted && waits < MOST_WAITS) {
        waits += 1;
        hasMutated();
        await idle();
        isLate = hasMutated();
      }
      if ((hasActed() || isLate) && !isSure) late.push(key);
      hasKeyControls ||= openLayers().length > 0 && controls.keyControls().length > 0;
      await closeLayers();
      hasActed();
      // What it has opened, such as a search, may take any character until it is shut.
      const isCalm = () => takesAll || (startedBy(typedKeys.NEUTRAL) === usual && !hasActed());
      for (let times = 0; times < MOST_SHUT_WAITS && waits < MOST_WAITS && !isCalm(); times += 1) {
        if (times > 0) typedKeys.type("Escape");
        waits += 1;
        await idle();
        hasActed();
      }
    }
    if (sure.length || late.length) return { sure, late, hasKeyControls, isOpened: false };
    // Scripts that answer in a promise, as frameworks do, have answered to no key yet.
    await idle();
    const isAnswered = hasMutated();
    return { sure, late: isAnswered ? await typeSlowly(hasMutated) : late, hasKeyControls, isOpened: isAnswered };
  }

  /** Whether any handler of the page learns of keys. */
  const arePossible = () => ["keydown", "keyup", "keypress"].some(motion.hears);

  /**
   * Returns the characters that change the page, and those that still do after every control about keys was used:
   * {keys, left, settings}; null where the page changes by itself, or at any key. What it shows from time to time, such as
   * a clock, waits.
   */
  async function* examine() {
    window.dispatchEvent(new CustomEvent("a11ycheck-hold"));
    try {
      return yield* examineStill();
    } finally {
      window.dispatchEvent(new CustomEvent("a11ycheck-release"));
    }
  }

  async function* examineStill() {
    yield* effective(NEUTRAL);
    const noise = motion.watchChanges();
    await idle();
    if (noise() || (yield* effective(NEUTRAL)).length) return null;
    for (const layer of openLayers()) ownLayers.add(layer);
    const about = controls.described();
    const { sure, late, hasKeyControls, isOpened } = await typeAll();
    if (isOpened) await dismiss();
    const found = yield* effective(CHARACTERS);
    const unsure = [...new Set([...late, ...found])].filter((key) => !sure.includes(key));
    const confirmedKeys = yield* confirmed(unsure.slice(0, MOST_CHARACTERS), isOpened);
    const acting = new Set([...sure, ...confirmedKeys]);
    const isOther = (key) => !CAPITALS.includes(key) || !acting.has(key.toLowerCase());
    const keys = [...CHARACTERS, ...CAPITALS].filter((key) => acting.has(key) && isOther(key));
    const repeated = keys.filter((key) => confirmedKeys.includes(key) || found.includes(key));
    const [places, switches] = [controls.settingsControls().length, controls.keyControls().length + Number(hasKeyControls)];
    const left = repeated.length ? yield* controls.remaining(repeated, { effective, idle }) : keys;
    if (!left.length) return { keys, left, settings: 0, about };
    if (places + switches === 0) return { keys, left: keys, settings: 0, about };
    // Where a key acts only once, it cannot be tried whether the controls turn it off.
    const areTried = repeated.length > 0 && !hasKeyControls;
    return { keys, left, settings: areTried ? places : places + switches, about };
  }

  const none = () => ({ keys: [], left: [], settings: 0, about: "" });

  /** What `examine` would return, by what it has returned on another page; null where that may not hold here. */
  function recall(known) {
    if (!arePossible()) return none();
    if (!known || (known.keys.length && known.about !== controls.described())) return null;
    return known;
  }

  return { arePossible, characters: [...CHARACTERS, ...CAPITALS], examine, none, recall };
};
