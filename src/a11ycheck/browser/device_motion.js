"use strict";
/*
 * What a page does when its device is moved: the events are made here, and what they change is compared with what
 * controls change, and with what they still change after a control was activated.
 */
module.exports = function createMotion(controls) {
  const RESPONSE_MS = 500;
  const MINUTE_MS = 60_000;
  const ANGLE = 40;
  const found = new Map();

  function event(type, sign) {
    const angle = sign * ANGLE;
    if (type !== "devicemotion") {
      return new DeviceOrientationEvent(type, { alpha: 180 + angle, beta: angle, gamma: angle, absolute: true });
    }
    const acceleration = { x: angle, y: angle, z: angle };
    return new DeviceMotionEvent(type, {
      acceleration,
      accelerationIncludingGravity: acceleration,
      rotationRate: { alpha: angle, beta: angle, gamma: angle },
      interval: 16,
    });
  }

  /** The state of the document: texts, attributes and values, by node. */
  function snapshot() {
    const state = new Map();
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) continue;
      const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data);
      const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`);
      state.set(node, { text: own.join("|"), attributes: attributes.join("|"), value: `${node.value} ${node.checked}` });
    }
    return state;
  }

  /** What differs, as names of "element: property"; elements are numbered. */
  const numbers = new Map();
  const number = (node) => {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    return numbers.get(node);
  };

  function difference(before, after, except = null) {
    const changed = new Set();
    for (const [node, state] of after) {
      const old = before.get(node);
      if (node === except) continue;
      if (!old) changed.add(`${number(node.parentElement ?? node)}: children`);
      else for (const name of Object.keys(state)) if (old[name] !== state[name]) changed.add(`${number(node)}: ${name}`);
    }
    for (const node of before.keys()) if (!after.has(node)) changed.add(`${number(node)}: removed`);
    return changed;
  }

  /** Move the device to and fro, and return what that changed at any time. */
  async function move(type, patience = RESPONSE_MS) {
    const changed = new Set();
    for (const sign of [1, -1, 1]) {
      const before = snapshot();
      window.dispatchEvent(event(type, sign));
      // oxlint-disable-next-line no-await-in-loop
      await controls.wait(patience);
      for (const name of difference(before, snapshot())) changed.add(name);
    }
    return changed;
  }

  async function tryType(type) {
    if (typeof DeviceOrientationEvent === "undefined" || typeof DeviceMotionEvent === "undefined") {
      found.set(type, { supported: false });
      return;
    }
    const changed = await move(type, MINUTE_MS / 3);
    const facts = { supported: true, changes: changed.size, replaced: false, disabled: false, tried: 0 };
    found.set(type, facts);
    if (!changed.size) return;
    const replaced = new Set();
    facts.tried = await controls.tryEach(async (control) => {
      if ((await move(type)).size === 0) return true;
      const before = snapshot();
      controls.activate(control);
      await controls.wait(RESPONSE_MS);
      for (const name of difference(before, snapshot(), control)) replaced.add(name);
      if ((await move(type)).size === 0) {
        facts.disabled = true;
        controls.activate(control);
        await controls.wait(RESPONSE_MS);
      }
      return false;
    });
    facts.replaced = [...changed].every((name) => replaced.has(name));
  }

  /** Try each kind of event that the page listens to. */
  async function run(types) {
    // One after the other: each changes the page.
    // oxlint-disable-next-line no-await-in-loop
    for (const type of types) await tryType(type);
  }

  return { run, facts: () => [...found], linkTexts: controls.linkTexts };
};
