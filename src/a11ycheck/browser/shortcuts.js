"use strict";
/*
 * Presses each printable character while no control has the focus, and notes which of them change the page; then looks
 * for controls of the page that turn these shortcuts off.
 */
module.exports = function createShortcuts(visibility, suspects, motion) {
  const CHARACTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789?/.,;:'\"[]{}()<>=+-_*&^%$#@!~`|\\"];
  const NEUTRAL = ["F9", "F9"];
  const IDLE_MS = 60;
  const MOST_CHARACTERS = 12;
  const MOST_INSTRUMENTS = 6;
  const MOST_DOORS = 2;
  const INSTRUMENTS =
    "input:is([type=checkbox],[type=radio]),button,[role=button],[role=switch],[role=checkbox],select,input[type=button]";
  const ABOUT = /short ?cut|hot ?key|\bkeys?\b|\bkeyboard\b|turn off|disable|remap|single.?(?:key|character)/i;
  const DOORS = /short ?cut|hot ?key|keyboard|settings|preferences/i;
  const LONGEST_DOOR = 40;

  const idle = () => new Promise((done) => setTimeout(done, IDLE_MS));

  /** Press each key by itself while the page as a whole has the focus; returns those that changed something. */
  async function* effective(keys) {
    const acting = [];
    const stop = motion.watchKeys((key) => acting.push(key));
    suspects.active()?.blur();
    yield { keys };
    await idle();
    stop();
    return [...new Set(acting)];
  }

  /** Those that act when they are pressed alone: what a key starts may go on while the next is pressed. */
  async function* confirmed(keys) {
    const acting = [];
    for (const key of keys) acting.push(...(yield* effective([key])));
    return acting;
  }

  const labelOf = (element) =>
    [
      element.textContent, element.getAttribute("aria-label") ?? "", element.value ?? "",
      ...Array.from(element.labels ?? [], (label) => label.textContent),
    ].join(" ");

  const usable = (selector) =>
    [...document.querySelectorAll(selector)].filter(
      (element) => !element.matches(":disabled") && (visibility.isRendered(element) || element.labels?.length),
    );

  const instruments = () => usable(INSTRUMENTS).filter((element) => ABOUT.test(labelOf(element)));

  const doors = () =>
    usable("a[href],button,[role=button],summary").filter((element) => {
      const label = labelOf(element).trim();
      return label.length <= LONGEST_DOOR && DOORS.test(label);
    });

  /** Click on an element; one of SVG has no `click`. */
  const clickOn = (element) =>
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));

  /** Operate the controls that say that they are about keys, one after the other, until no shortcut is left. */
  async function* operate(keys, tried) {
    let left = keys;
    for (const element of instruments().slice(0, MOST_INSTRUMENTS)) {
      if (tried.has(element) || !left.length) continue;
      tried.add(element);
      clickOn(element);
      await idle();
      left = yield* effective(left);
    }
    return left;
  }

  /** Shortcuts that no control turns off: in sight, or behind a button that leads to settings. */
  async function* remaining(keys) {
    const tried = new Set();
    let left = yield* operate(keys, tried);
    for (const door of doors().slice(0, MOST_DOORS)) {
      if (!left.length) break;
      clickOn(door);
      await idle();
      left = yield* operate(left, tried);
    }
    return left;
  }

  /** Whether any handler of the page learns of keys. */
  const arePossible = () => ["keydown", "keyup", "keypress"].some(motion.hears);

  /**
   * The characters that change the page, and those that still do after every control about keys was used:
   * {keys, left, doors}; null where the page changes by itself, or at any key.
   */
  async function* examine() {
    yield* effective(NEUTRAL);
    const noise = motion.watchChanges();
    await idle();
    if (noise() || (yield* effective(NEUTRAL)).length) return null;
    const found = yield* effective(CHARACTERS);
    if (found.length > MOST_CHARACTERS) return null;
    const keys = yield* confirmed(found);
    const [places, about] = [doors().length, controls()];
    const left = keys.length ? yield* remaining(keys) : [];
    return { keys, left, doors: left.length ? places : 0, about };
  }

  /** The controls that `remaining` would use, as one text. */
  const controls = () => JSON.stringify([...instruments(), ...doors()].map((element) => labelOf(element).trim()));

  const none = () => ({ keys: [], left: [], doors: 0, about: "" });

  /** What `examine` would return, by what it has returned on another page; null where that may not hold here. */
  function recall(known) {
    if (!arePossible()) return none();
    if (!known || (known.keys.length && known.about !== controls())) return null;
    return known;
  }

  return { arePossible, characters: CHARACTERS, examine, none, recall };
};
