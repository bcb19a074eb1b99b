"use strict";
/*
 * What a look at the tab stops of a page is made of, for a page that listens to these events and has these scripts.
 */
module.exports = function createWalkParts({
  createVisibility, createSuspects, createMotion, createFocusMarks, createStyleChanges, createIndicator, createPageChanges,
  createKeptScroll, createKnownStops, createNearbyStyles, hasher, ask, frames, openRoots, pageMemory, canvasColour, reactions,
}) {
  const LIMITS = { least_size: 2, opaque: 0.9 };

  return function parts(listeners) {
    const visibility = createVisibility(LIMITS);
    const suspects = createSuspects(visibility, openRoots);
    // What polls may move the focus at any time, so that only real keys show it.
    const { repeated, chained } = ask(window, "a11ycheck-ask-timers") ?? { repeated: 0, chained: 0 };
    const isPolling = repeated + chained > 0;
    const changes = createPageChanges(pageMemory, openRoots);
    const startMotion = () => createMotion(suspects, { frames, changes }, listeners.kinds, isPolling);
    const motion = startMotion();
    const knownStops = createKnownStops(hasher, suspects, visibility);
    const keepScroll = createKeptScroll(visibility);
    const nearbyStyles = createNearbyStyles(visibility, suspects, frames);
    const focusMarks = createFocusMarks(visibility, canvasColour);
    const styleChanges = createStyleChanges(visibility, focusMarks);
    return {
      visibility, suspects, isPolling, motion, startMotion, knownStops, keepScroll, focusMarks,
      createIndicator: () =>
        createIndicator({
          visibility, suspects, motion, keepScroll, knownStops, nearbyStyles, focusMarks, styleChanges, reactions,
        }),
    };
  };
};
