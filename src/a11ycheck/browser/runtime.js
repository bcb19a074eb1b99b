"use strict";
/*
 * Runs in an isolated world of every page, beside axe: no script of the page can see or change it.
 * It settles the page, fingerprints its state, runs axe and the probes, and returns plain JSON.
 * It never judges. Python wraps the file and calls the functions it exports.
 */
const SETTLE_LIMIT_MS = 3000;
const DATA_LIMIT = 600;
const CHECK_DATA_LIMIT = 2000;
const HTML_LIMIT = 400;
const dialogs = [];

const noteDialog = (event) => dialogs.push(String(event.detail));
window.addEventListener("a11ycheck-dialog", noteDialog);

const frames = (count) =>
  new Promise((resolve) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve());
    next(count);
  });

/** Transitions jump to their end; endless animations stop where they begin. Tells whether there were any. */
function freezeAnimations() {
  const animations = document.getAnimations();
  for (const animation of animations) {
    const endless = animation.effect?.getComputedTiming().endTime === Infinity;
    try {
      if (endless) {
        animation.pause();
        animation.currentTime = 0;
      } else {
        animation.finish();
      }
    } catch {
      // A scroll-driven animation has no end to jump to: it follows the scroll position.
    }
  }
  return animations.length > 0;
}

async function settlePage() {
  const limit = new Promise((resolve) => setTimeout(resolve, SETTLE_LIMIT_MS));
  await Promise.race([document.fonts.ready.then(() => frames(2)), limit]);
  // What was moved is drawn anew, and a frame that is loaded late may be on its way.
  const moved = freezeAnimations();
  if (moved || document.querySelector("iframe,frame")) await Promise.race([frames(1), limit]);
  const empty = document.documentElement === null;
  const said = { refresh: refreshTarget(), dialogs: dialogs.splice(0), blocking: renderBlocking() };
  return { url: location.href, empty, ...said };
}

/** The addresses of what the browser loads before it draws anything (Resource Timing, `renderBlockingStatus`). */
function renderBlocking() {
  const entries = performance.getEntriesByType("resource");
  return entries.filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name);
}

/** Where a `meta` refresh sends the reader at once, "" where none does (HTML, shared declarative refresh steps). */
function refreshTarget() {
  const meta = document.querySelector('meta[http-equiv="refresh" i][content]');
  const form = /^\s*(?<seconds>\d*)(?:\.[\d.]*)?\s*(?:$|[\s;,]\s*(?:url\s*=\s*)?["']?(?<address>[^"']*))/i;
  const found = form.exec(meta?.content || "never")?.groups;
  if (!found || Number(found.seconds) !== 0) return "";
  const address = (found.address ?? "").trim() || location.href;
  return URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).href : "";
}

/** All elements of a document, those in shadow roots and in frames of the same origin too. */
function* everyElement(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      yield node;
      const inside = node.shadowRoot ?? node.contentDocument;
      if (inside) yield* everyElement(inside);
    }
  }
}

const CLIPPING = ["display", "visibility", "opacity", "clip", "clipPath", "contentVisibility"];

/** Hashes of what results can depend on: two states with equal hashes need be judged only once. */
function digest(hasher) {
  const dom = hasher();
  const visibility = hasher();
  const layout = hasher();
  layout.add(`${innerWidth},${innerHeight}`);
  // Nothing scrolls to what lies off the left, or off the right of a page from right to left.
  const { direction } = getComputedStyle(document.body ?? document.documentElement);
  for (const element of everyElement(document.documentElement)) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const left = box.left + scrollX;
    const top = box.top + scrollY;
    const aside = direction === "rtl" ? left >= innerWidth : left + box.width <= 0;
    const offscreen = aside || top + box.height <= 0;
    // A form field may be named `attributes`, and then stands where the form's own are.
    for (const name of element.getAttributeNames()) dom.add(`${name}=${element.getAttribute(name)}`);
    dom.add(element.localName);
    const inside = element.shadowRoot ?? element.contentDocument?.documentElement;
    if (inside) dom.add(inside.textContent);
    visibility.add(CLIPPING.map((name) => style[name]).join());
    visibility.add(`${offscreen}${box.width > 1 && box.height > 1}`);
    layout.add(`${Math.round(left)},${Math.round(top)},${Math.round(box.width)}`);
    layout.add(`${Math.round(box.height)},${element.scrollWidth},${element.scrollHeight}`);
  }
  dom.add(document.documentElement.textContent);
  return { dom: dom.value(), visibility: visibility.value(), layout: layout.value() };
}

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
 * To build its tree of the page costs axe more than all probes together, and most ask for nothing in it. So they
 * get axe with a tree that is built when one first asks, and none is built beside that of a run of axe.
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
    /** Calls a function for which axe's tree stands already. */
    lend(run) {
      lent = true;
      try {
        return run();
      } finally {
        lent = false;
      }
    },
    /** Calls a function that may build a tree, and takes it down. */
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

module.exports = function runtime(axe, createPage, { marks, keyboard, hasher }) {
  const tree = shareTree(axe);
  const page = createPage(tree.axe, marks, keyboard.records);

  async function settle() {
    marks.take();
    return settlePage();
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

  function axeResult(outcome) {
    return (result) => {
      const failed = result.nodes.filter((node) =>
        [...node.any, ...node.all, ...node.none].some((check) => check.id === "error-occurred"),
      );
      const error = failed.length
        ? [...failed[0].any, ...failed[0].all, ...failed[0].none]
            .map((check) => check.message)
            .join(" ")
        : "";
      return { rule: result.id, outcome, error, nodes: error ? [] : result.nodes.map((node) => axeNode(node, outcome)) };
    };
  }

  // Reports are made while axe's tree still stands.
  let beforeReport = () => {};
  axe.addReporter("a11ycheck", (results, options, resolve, reject) => {
    tree.lend(beforeReport);
    axe.getReporter("v2")(results, options, resolve, reject);
  });

  async function runAxe(rules, meanwhile = () => {}) {
    const options = {
      runOnly: { type: "rule", values: rules },
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
      reporter: "a11ycheck",
    };
    beforeReport = meanwhile;
    const results = await axe.run(document, options);
    return {
      results: [
        ...results.violations.map(axeResult("failed")),
        ...results.incomplete.map(axeResult("cantTell")),
      ],
      passed: results.passes.map((result) => result.id),
      inapplicable: results.inapplicable.map((result) => result.id),
    };
  }

  function runProbe(probe, rule, options) {
    try {
      const facts = probe(page, options).map(({ target, facts: measured }) => ({
        element: page.locate(target),
        facts: measured,
      }));
      return { rule, facts, error: "" };
    } catch (error) {
      return { rule, facts: [], error: String(error) };
    }
  }

  /** One probe that throws harms no other: its error goes to the report. */
  function runEach(probes, requests) {
    return requests.map(({ rule, options }) => runProbe(probes[rule], rule, options));
  }

  const runProbes = (probes, requests) => tree.use(() => runEach(probes, requests));

  /** Runs axe's rules, and in the same tree the probes. */
  async function look(rules, probes, requests) {
    const nothing = { results: [], passed: [], inapplicable: [] };
    if (!rules.length) return { ...nothing, probes: runProbes(probes, requests) };
    let measured = [];
    const said = await runAxe(rules, () => {
      measured = runEach(probes, requests);
    });
    return { ...said, probes: measured };
  }

  /** For a page that lives on: take back what listens to its events, here and in axe. */
  function leave() {
    window.removeEventListener("a11ycheck-dialog", noteDialog);
    axe.frameMessenger({ open: () => null, post: () => false });
  }

  return { settle, digest: () => digest(hasher), look, runProbes, leave, keyboard };
};
