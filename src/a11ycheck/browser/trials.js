"use strict";
/*
 * What only shows with time, a click or another page. Each kind is tried on the page loaded again, after all other
 * measurements, and only where the page gives occasion. Python calls the steps of a kind, then the probes read its result.
 */
module.exports = function createTrials(create) {
  const controls = create.controls();
  const context = create.link_context();
  const ask = create.page_answers;

  /** The elements on which a script listens to presses ("press"), to dragging ("drag") or to clicks ("click"). */
  function listening(kind) {
    const found = new Set();
    const take = (event) => found.add(event.composedPath()[0]);
    window.addEventListener("a11ycheck-listens", take, { capture: true });
    window.dispatchEvent(new CustomEvent("a11ycheck-name-listeners", { detail: kind }));
    window.removeEventListener("a11ycheck-listens", take, { capture: true });
    return [...found].filter((element) => element instanceof Element);
  }

  const drawnTexts = (canvas) => ask(canvas, "a11ycheck-ask-texts") ?? [];
  const kinds = {
    media: create.media(controls),
    linked: create.linked(controls, create.leaves()),
    targets: create.link_targets(),
    neighbours: { ...create.link_targets(context), isAlone: context.isAlone },
    changes: create.changes(controls, create.moving(controls, create.open_roots), create.open_roots),
    motion: create.device_motion(controls),
    fields: create.fields(controls),
    pressing: create.pressing(controls, listening),
  };

  /** Which kinds the page gives occasion for, as far as a look at the document shows. */
  function occasions() {
    const timers = ask(window, "a11ycheck-ask-timers");
    return {
      media: document.querySelector("audio,video") !== null,
      linked: kinds.linked.isExpected(),
      targets: kinds.targets.isExpected(),
      neighbours: kinds.neighbours.isExpected(),
      changes: kinds.changes.isExpected(timers),
      fields: kinds.fields.isExpected(),
      pressing: kinds.pressing.isExpected(),
      motion: document.scripts.length > 0 || document.querySelector("[onload]") !== null,
    };
  }

  const step = (kind, name, values) => kinds[kind][name](...values);

  return { ...kinds, drawnTexts, listening, occasions, step };
};
