"use strict";
/*
 * Texts that change by themselves, and the controls that stop, hide or slow them. Python lets the page's clock run faster,
 * so that a minute passes in a moment.
 */
module.exports = function createChanges(controls) {
  const STEP_MS = 5000;
  const CONTROL_MS = 4000;
  // What changes at the beginning, such as a notice that something is loading, does not change regularly.
  const LOADING_MS = 5000;
  const LEAST_CHANGES = 2;
  const counts = new Map();
  const shown = new WeakMap();
  const first = new WeakMap();
  const controlled = new Map();
  let began = 0;
  let observer = null;

  const textOf = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

  function note(records) {
    for (const element of new Set(records.map(({ target }) => elementOf(target)))) {
      if (!element || element.closest("script,style,head")) continue;
      const text = textOf(element);
      if (shown.has(element) && shown.get(element) !== text && performance.now() - began > LOADING_MS) {
        counts.set(element, (counts.get(element) ?? 0) + 1);
      }
      shown.set(element, text);
    }
  }

  function watch() {
    began = performance.now();
    for (const element of document.body?.querySelectorAll("*") ?? []) {
      if (element.firstElementChild) continue;
      shown.set(element, textOf(element));
      first.set(element, element.textContent);
    }
    observer = new MutationObserver(note);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  }

  /** Let time pass; returns whether texts have changed often enough. */
  async function pass() {
    await controls.wait(STEP_MS);
    return targets().length > 0;
  }

  /** Elements whose visible text changes, none of whose children's does, and that are not all there is. */
  function targets() {
    const changing = [...counts].filter(([, count]) => count >= LEAST_CHANGES).map(([element]) => element);
    const all = document.body?.innerText.trim();
    return changing.filter(
      (element) =>
        element.isConnected &&
        (controlled.has(element) || controls.isShown(element)) &&
        !changing.some((other) => other !== element && element.contains(other)) &&
        (controlled.has(element) || element.innerText?.trim() !== all),
    );
  }

  /** Activate one control after the other; note which of them stop or hide a text, or change how often it changes. */
  async function tryControls() {
    const found = targets();
    for (const element of found) controlled.set(element, 0);
    const before = await rates(found);
    await controls.tryEach(async (control) => {
      controls.activate(control);
      const after = await rates(found);
      found.forEach((element, index) => {
        const isOther = after[index] < before[index] / 2 || after[index] > before[index] * 2;
        if (isOther || !controls.isShown(element)) controlled.set(element, controlled.get(element) + 1);
      });
      return [...controlled.values()].every((count) => count > 0);
    });
  }

  /** How often each text changes within a few seconds. */
  async function rates(elements) {
    const before = elements.map((element) => counts.get(element) ?? 0);
    await controls.wait(CONTROL_MS);
    return elements.map((element, index) => (counts.get(element) ?? 0) - before[index]);
  }

  /** What was found; each element shows its first text again, so that reports of two audits are the same. */
  function facts() {
    const found = targets();
    observer?.disconnect();
    for (const element of found) if (first.has(element)) element.textContent = first.get(element);
    return found.map((element) => [element, { controlled: controlled.get(element) > 0 }]);
  }

  return { watch, pass, tryControls, facts, linkTexts: controls.linkTexts };
};
