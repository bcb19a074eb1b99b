"use strict";
/*
 * Runs in an isolated world of every page, beside axe: no script of the page can see or change it.
 * It runs axe and the probes, and returns plain JSON. It never judges. Python wraps the file and calls its functions.
 */
const DATA_LIMIT = 600;
const CHECK_DATA_LIMIT = 2000;
const HTML_LIMIT = 400;

/** Numbers behind a message, without what cannot leave the page or would weigh it down. */
function plain(data) {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return {};
  const kept = Object.entries(data).filter(([, value]) => /^(string|number|boolean)$/.test(typeof value));
  const text = JSON.stringify(Object.fromEntries(kept));
  return text.length > DATA_LIMIT ? {} : JSON.parse(text);
}

/** A check's data as axe has it, null where it is no JSON or too long to be kept. */
function jsonOf(data) {
  try {
    const text = JSON.stringify(data ?? null);
    return text.length > CHECK_DATA_LIMIT ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

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

module.exports = function createRuntime(axe, createPage, { createAxeErrors, marks, keyboard, mirrored, state }) {
  const tree = shareTree(axe);
  const axeErrors = createAxeErrors(axe);
  const page = createPage(tree.axe, marks, keyboard, mirrored);

  function stabilise(isQuick) {
    marks.take();
    return state.stabilise(isQuick);
  }

  function awaitContent() {
    marks.take();
    return state.awaitContent();
  }

  /** The checks whose messages are reported. One of `any` suffices: where none passes, the first names the fix. */
  function reportedChecks(node, outcome) {
    const any = outcome === "failed" ? node.any.slice(0, 1) : node.any;
    return [...any, ...node.all, ...node.none];
  }

  const checkOf = ({ id, message, data }) => ({
    id,
    message,
    message_key: String(data?.messageKey ?? ""),
    data: jsonOf(data),
  });

  function axeNode(node, outcome) {
    const checks = [...node.any, ...node.all, ...node.none];
    const reported = reportedChecks(node, outcome);
    return {
      impact: node.impact,
      checks: reported.filter(({ message }) => message?.trim()).map(checkOf),
      data: Object.assign({}, ...checks.map((check) => plain(check.data))),
      element: { ...page.describe(node.element), target: node.target, html: node.html.slice(0, HTML_LIMIT) },
    };
  }

  const allChecks = (node) => [...node.any, ...node.all, ...node.none];

  /** The result of a rule, without the elements on which axe threw: these are added to `errors`. */
  function axeResult(outcome, errors) {
    return ({ id, nodes }) => {
      const kept = nodes.filter((node) => {
        const error = axeErrors.errorIn(allChecks(node));
        // An element that fails by another check has failed all the same.
        if (error && outcome === "cantTell") errors.push({ rule: id, node, error });
        return !error || outcome === "failed";
      });
      return { rule: id, outcome, error: "", nodes: kept.map((node) => axeNode(node, outcome)) };
    };
  }

  /** Each error of a rule once, with the first element on which axe threw; null where it is not about one. */
  function errorResults(errors) {
    const first = new Map();
    for (const item of errors) {
      const key = `${item.rule} ${item.error}`;
      if (!first.has(key)) first.set(key, item);
    }
    return [...first.values()].map(({ rule, error, node = null, located = null }) => ({
      rule,
      outcome: "cantTell",
      error,
      nodes: [],
      element: node ? axeNode(node, "cantTell").element : located,
    }));
  }

  // Reports are made while axe's tree still stands.
  let beforeReport = () => {};
  axe.addReporter("a11ycheck", (results, options, resolve, reject) => {
    tree.lend(beforeReport);
    axe.getReporter("v2")(results, options, resolve, reject);
  });

  async function runAxe(rules, meanwhile) {
    const options = {
      runOnly: { type: "rule", values: rules },
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
      reporter: "a11ycheck",
    };
    const errors = [];
    const locateUnmatched = ({ rule, element, error }) => ({ rule, error, located: page.locate(element) });
    beforeReport = () => {
      errors.push(...axeErrors.takeUnmatched().map(locateUnmatched));
      meanwhile();
    };
    const { results, broken } = await axeErrors.run(options);
    const all = (name) => results.flatMap((part) => part[name]);
    const found = [
      ...all("violations").map(axeResult("failed", errors)),
      ...all("incomplete").map(axeResult("cantTell", errors)),
    ];
    return {
      results: [...found.filter(({ nodes }) => nodes.length), ...errorResults([...errors, ...broken])],
      passed: all("passes").map(({ id }) => id),
      inapplicable: all("inapplicable").map(({ id }) => id),
    };
  }

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

  let walk = null;

  /** Scan the page for what keys must show, and run the probes; `isWalkNeeded` tells that they need a walk first. */
  function scan(probes, requests) {
    if (!requests.length) return { isWalkNeeded: false, probes: [] };
    try {
      const isWalkNeeded = keyboard.scan(Object.assign({}, ...requests.map(({ options }) => options)));
      walk = isWalkNeeded ? keyboard.walk() : null;
      return { isWalkNeeded, probes: runEach(probes, requests, locateOnce) };
    } catch (error) {
      return { isWalkNeeded: false, probes: requests.map((request) => failed(request, error)) };
    }
  }

  const scanKeyboard = (probes, requests) => tree.use(() => scan(probes, requests));

  /** Measure what the last press did; returns the next press, or what the probes measured where none is left. */
  async function nextPress(probes, requests) {
    try {
      const { value, done } = await walk.next();
      if (!done) return { press: value, probes: [] };
    } catch (error) {
      return { press: null, probes: requests.map((request) => failed(request, error)) };
    }
    return { press: null, probes: tree.use(() => runEach(probes, requests, locateOnce)) };
  }

  /** Run axe's rules, and in the same tree the probes and the scan for the probes that need keys. */
  async function look(rules, probes, requests, keyRequests) {
    let results = { results: [], passed: [], inapplicable: [] };
    let measured = null;
    // A rule that is run again after an error of axe reports again.
    const measure = () => {
      measured ??= { probes: runEach(probes, requests), keyboard: scan(probes, keyRequests) };
    };
    if (rules.length) results = await runAxe(rules, measure);
    if (measured === null) tree.use(measure);
    return { ...results, ...measured };
  }

  /** For a page that lives on: remove the listeners to its events, here and in axe. */
  function leave() {
    state.leave();
    axe.frameMessenger({ open: () => null, post: () => false });
  }

  const { awaitElement, digest } = state;
  return { stabilise, awaitContent, awaitElement, digest, look, runProbes, scanKeyboard, nextPress, leave };
};
