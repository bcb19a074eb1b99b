"use strict";
/*
 * Runs in an isolated world of every page, beside axe: no script of the page can see or change it.
 * It runs axe and the probes, and returns plain JSON. It never judges. Python wraps the file and calls its functions.
 */
/**
 * Building its tree of the page costs axe more than all probes together, and most probes need nothing of it. So they
 * get an axe that builds the tree when one first needs it, and uses that of a run of axe if one is there.
 */
function shareTree(axe) {
  let lent = false;
  let built = false;
  const build = () => {
    if (lent || built) return;
    axe.setup(document);
    built = true;
  };
  return {
    axe: {
      get utils() {
        build();
        return axe.utils;
      },
      get commons() {
        build();
        return axe.commons;
      },
    },
    /** Call a function while the tree of a run of axe stands. */
    lend(run) {
      lent = true;
      try {
        return run();
      } finally {
        lent = false;
      }
    },
    /** Call a function that may build a tree, and remove the tree. */
    use(run) {
      try {
        return run();
      } finally {
        if (built) axe.teardown();
        built = false;
      }
    },
  };
}

module.exports = function createRuntime(
  axe,
  createPage,
  {
    createAxeRun, axeParts, fingerprints, marks, fieldNames, renewDocuments, skippedContent, keyboard, walk, otherVariant,
    mirrored, clipping, createSpacing, createShadowTree, layers, drawings, hasOwnWords, isIconName, state, trials, withStyle, resetScrollBars,
    createMediaAnswers, ask,
  },
) {
  const tree = shareTree(axe);
  let walker = walk;
  const page = createPage(tree.axe, marks, { keyboard, walk: { measured: () => walker.measured() } }, mirrored, {
    trials,
    ...clipping,
    ...layers,
    ...drawings,
    ...createSpacing(clipping, withStyle, resetScrollBars),
    createShadowTree,
    hasOwnWords,
    isIconName,
    withStyle,
  });
  const axeRun = createAxeRun(axe, page, tree.lend, { ...axeParts, fingerprints });

  /** The state of the page once all of its content is laid out. */
  async function whenLaidOut(read) {
    marks.take();
    fieldNames.hide();
    const found = await read();
    if (!skippedContent.render()) return found;
    const again = await read();
    return { ...again, dialogs: [...found.dialogs, ...again.dialogs] };
  }

  const withOccasions = (found) => ({ ...found, occasions: trials.occasions() });
  const stabilise = () => whenLaidOut(() => state.stabilise()).then(withOccasions);
  /** The state of the loaded page in another window or colour scheme, in which scroll bars may have come. */
  function stabiliseAgain(haveScrollBarsCome) {
    if (haveScrollBarsCome) resetScrollBars();
    return whenLaidOut(() => state.stabilise(true));
  }
  /** The document, and how many timers of its scripts have yet to call back. */
  const condition = () => `${fingerprints.markup()} ${ask(window, "a11ycheck-ask-timers")?.running}`;
  /** Wait until the page is as at the end of an earlier load; returns whether it is. */
  const awaitCondition = (expected, milliseconds) => state.poll(() => condition() === expected, milliseconds);
  const awaitContent = () => whenLaidOut(state.awaitContent).then(withOccasions);

  function runProbe(probe, { rule, options }, locate) {
    try {
      const facts = probe(page, options).map(({ target, facts: measured }) => ({
        element: locate(target),
        facts: measured,
      }));
      return { rule, facts, error: "" };
    } catch (error) {
      return failed({ rule }, error);
    }
  }

  const failed = ({ rule }, error) => ({ rule, facts: [], error: String(error) });

  /** One probe that throws harms no other: its error goes to the report. */
  const runEach = (probes, requests, locate = page.locate) =>
    requests.map((request) => runProbe(probes[request.rule], request, locate));

  const runProbes = (probes, requests) => tree.use(() => runEach(probes, requests));

  // Selectors need axe's tree. It stands when the keyboard scan runs in `look`, so they are kept until the walk ends.
  const located = new WeakMap();
  function locateOnce(element) {
    if (!located.has(element)) located.set(element, page.locate(element));
    return located.get(element);
  }

  let steps = null;

  const optionsOf = (requests) => Object.assign({}, ...requests.map(({ options }) => options));

  /**
   * Scan the page for what keys must show, and run the probes; `isWalkNeeded` tells that they need a walk first. `earlier`
   * has what keys have shown on other pages: {handlers, memory}.
   */
  function scan(probes, requests, earlier) {
    if (!requests.length) return { isWalkNeeded: false, probes: [] };
    try {
      const isWalkNeeded = keyboard.scan(optionsOf(requests), earlier);
      steps = isWalkNeeded ? keyboard.walk() : null;
      return { isWalkNeeded, probes: runEach(probes, requests, locateOnce) };
    } catch (error) {
      return { isWalkNeeded: false, probes: requests.map((request) => failed(request, error)) };
    }
  }

  const scanKeyboard = (probes, requests, earlier) => tree.use(() => scan(probes, requests, earlier));

  /** Begin the walk with Tab, or with `isOtherVariant` the look at another variant; returns what it needs: {keys, images}. */
  function beginWalk({ requests, listeners, memory, isForced, isOtherVariant }) {
    walker = isOtherVariant ? otherVariant : walk;
    try {
      const needs = walker.begin(optionsOf(requests), listeners, memory, isForced);
      steps = walker.walk();
      return needs;
    } catch (error) {
      steps = { next: () => Promise.reject(error) };
      return { keys: false, images: false };
    }
  }

  /** Begin the walk while axe's tree stands, and end it where it needs neither keys nor images: what probes measured. */
  function lookWithoutKeys(probes, walked) {
    if (!walked) return null;
    const { keys, images } = beginWalk(walked);
    if (!walked.isOtherVariant) otherVariant.remember(walk.surroundings());
    return keys || images ? null : runEach(probes, walked.requests);
  }

  /** Whether the page answers to keys as what `look` has found without keys supposes. */
  const rehearse = () => walk.rehearse().catch(() => ({ isAsExpected: false, isSpent: true }));

  /**
   * Measure what the last step did, and returned. Returns the next step, or where none is left what the probes measured,
   * and what the walk returns: {learnt, isUntouched}.
   */
  async function nextStep(probes, requests, answer) {
    try {
      const { value, done } = await steps.next(answer);
      if (!done) return { step: value, probes: [] };
      return { step: null, probes: tree.use(() => runEach(probes, requests, locateOnce)), ...value };
    } catch (error) {
      return { step: null, probes: requests.map((request) => failed(request, error)) };
    }
  }

  /**
   * Run axe's rules, and in the same tree the probes, the scan for the probes that need keys, and what of the walk needs
   * none: {requests, listeners, memory}, or null. `carrying` tells which rules' results may be carried over from the
   * first state, and whether that is checked: {carried, isChecked}. `earlier` has what keys have shown on other pages.
   */
  async function look(rules, probes, requests, keyRequests, walked = null, carrying = {}, earlier = {}) {
    fieldNames.hide();
    renewDocuments();
    let results = { results: [], passed: [], inapplicable: [] };
    let measured = null;
    // A rule that is run again after an error of axe reports again.
    const measure = () => {
      measured ??= {
        probes: runEach(probes, requests),
        walk: lookWithoutKeys(probes, walked),
        keyboard: scan(probes, keyRequests, earlier),
      };
    };
    if (rules.length) results = await axeRun.run(rules, measure, carrying);
    if (measured === null) tree.use(measure);
    return { ...results, ...measured, failed_frames: axeRun.failedFrames };
  }

  /** For a page that lives on: remove the listeners to its events, here and in axe. */
  function leave() {
    state.leave();
    fieldNames.restore();
    skippedContent.leave();
    axe.frameMessenger({ open: () => null, post: () => false });
  }

  /** The numbers of the start tags of all elements in document order, -1 for those without one. */
  const elementMarks = () => marks.all();

  // A script may have inserted a form into a frame after it was loaded.
  const hideNames = () => fieldNames.hide();
  const { awaitElement } = state;
  const { digest } = fingerprints;
  const mediaAnswers = createMediaAnswers(digest);
  return {
    stabilise, stabiliseAgain, awaitContent, awaitElement, awaitCondition, condition, digest, elementMarks, look, runProbes,
    scanKeyboard, beginWalk, nextStep, rehearse, leave, hideNames, trials, mediaAnswers,
  };
};
