"use strict";
/*
 * What only shows with time, a click or another page. Each kind is tried on the page loaded again, after all other
 * measurements, and only where the page gives occasion. Python calls the steps of a kind, then the probes read its result.
 */
module.exports = function createTrials(create) {
  const controls = create.controls();
  const ask = create.page_answers;

  const drawnTexts = (canvas) => ask(canvas, "a11ycheck-ask-texts") ?? [];
  const kinds = {
    media: create.media(controls),
    linked: create.linked(controls),
    targets: create.link_targets(),
    changes: create.changes(controls),
    motion: create.device_motion(controls),
  };

  /** Which kinds the page gives occasion for, as far as a look at the document shows. */
  function occasions() {
    const timers = ask(window, "a11ycheck-ask-timers");
    return {
      media: document.querySelector("audio,video") !== null,
      linked: kinds.linked.isExpected(),
      targets: kinds.targets.isExpected(),
      changes: timers !== null && timers.repeated + timers.long > 0,
      motion: document.scripts.length > 0 || document.querySelector("[onload]") !== null,
    };
  }

  const step = (kind, name, values) => kinds[kind][name](...values);

  return { ...kinds, drawnTexts, occasions, step };
};
