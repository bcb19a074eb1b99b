"use strict";
/*
 * Runs axe's rules and converts its results to plain JSON. In a state of the page that differs from the first one in a
 * few elements, rules that judge each element by itself run for these only: `createAxeCarrying` has the results of the
 * others.
 */
const DATA_LIMIT = 600;
const CHECK_DATA_LIMIT = 2000;
const HTML_LIMIT = 400;
// Only frames of the page's origin answer axe, in the same thread, so the answer comes before the timer fires. Frames that
// cannot answer would cost axe's default of 500 ms in each state of the page.
const PING_WAIT_MS = 20;

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

const allChecks = (node) => [...node.any, ...node.all, ...node.none];

module.exports = function createAxeRun(axe, page, lend, { createAxeErrors, createAxeCarrying, createAxeEconomy, fingerprints, ...frames }) {
  const axeErrors = createAxeErrors(axe, frames);
  const carrying = createAxeCarrying(axe);
  const economy = createAxeEconomy(axe);

  function axeNode(node, outcome) {
    const checks = allChecks(node);
    const reported = reportedChecks(node, outcome);
    const html = node.html ?? axe.utils.getElementSource(node.element);
    return {
      impact: node.impact,
      checks: reported.filter(({ message }) => message?.trim()).map(checkOf),
      data: Object.assign({}, ...checks.map((check) => plain(check.data))),
      element: { ...page.describe(node.element), target: node.target, html: html.slice(0, HTML_LIMIT) },
    };
  }

  /** The result of a rule, without the elements on which axe threw: these are added to `errors`. */
  function axeResult(outcome, errors) {
    return ({ id, nodes }) => {
      const kept = nodes.filter((node) => {
        const error = axeErrors.errorIn(allChecks(node));
        // An element that fails by another check has failed all the same.
        if (error && outcome === "cantTell") errors.push({ rule: id, node, error });
        return !error || outcome === "failed";
      });
      const found = kept.map((node) => ({ element: node.element, node: axeNode(node, outcome) }));
      return { rule: id, outcome, found };
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
    lend(beforeReport);
    axe.getReporter("v2")(economy.dropPasses(results), options, resolve, reject);
  });

  /** Run rules; `meanwhile` is called while axe's tree stands. */
  async function runRules(rules, meanwhile) {
    const options = {
      runOnly: { type: "rule", values: rules },
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
      reporter: "a11ycheck",
      pingWaitTime: PING_WAIT_MS,
    };
    const errors = [];
    const locateUnmatched = ({ rule, element, error }) => ({ rule, error, located: page.locate(element) });
    beforeReport = () => {
      errors.push(...axeErrors.takeUnmatched().map(locateUnmatched));
      meanwhile();
    };
    // An element in a frame has no other source.
    economy.omitSources(fingerprints.isFlat());
    const { results, broken } = await axeErrors.run(options);
    const all = (name) => results.flatMap((part) => part[name]);
    const found = [
      ...all("violations").map(axeResult("failed", errors)),
      ...all("incomplete").map(axeResult("cantTell", errors)),
    ];
    return {
      found,
      errors: errorResults([...errors, ...broken]),
      passed: all("passes").map(({ id }) => id),
      inapplicable: all("inapplicable").map(({ id }) => id),
    };
  }

  const asResult = ({ rule, outcome, found }) => ({
    rule,
    outcome,
    error: "",
    nodes: found.map(({ node }) => node),
  });

  const asJson = ({ found, errors, passed, inapplicable }) => ({
    results: [...found.map(asResult).filter(({ nodes }) => nodes.length), ...errors],
    passed,
    inapplicable,
  });

  /**
   * Run rules. `carried` are those that may be carried over from the first state of the page; with `isChecked` they run
   * for all elements as well, and what differs is an error.
   */
  async function run(rules, meanwhile, { carried = [], isChecked = false } = {}) {
    const changed = fingerprints.changed();
    if (!changed) {
      const whole = await runRules(rules, meanwhile);
      if (fingerprints.remember()) carrying.keep(rules, whole);
      return asJson(whole);
    }
    const narrowed = carrying.known(carried.filter((rule) => rules.includes(rule)));
    const part = await carrying.during(narrowed, changed, () => runRules(rules, meanwhile));
    const merged = carrying.merge(narrowed, changed, part);
    if (!isChecked || !narrowed.length) return asJson(merged);
    const whole = await runRules(narrowed, () => {});
    return asJson(carrying.compare(narrowed, merged, whole));
  }

  return { failedFrames: axeErrors.failedFrames, run };
};
