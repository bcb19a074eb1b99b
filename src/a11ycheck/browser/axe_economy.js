"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its rules and checks */
/*
 * Spares axe the work whose outcome nobody reads: of the checks of which one suffices, those after the first that passes;
 * a queue for each check; and what describes elements that pass.
 */
module.exports = function createAxeEconomy(axe) {
  // The first needs the layers of the whole page, the second the styles of two elements.
  const CHEAP_FIRST = { "link-in-text-block": ["link-in-text-block-style", "link-in-text-block"] };
  const { checks } = axe._audit;
  const idOf = (check) => check.id ?? check;

  /** Whether all results of a rule's checks are read again once the whole page is judged. */
  const isReadAfter = (rule) =>
    [...rule.any, ...rule.all, ...rule.none].some((check) => typeof checks[idOf(check)].after === "function");

  /** Run the checks of `any` until one passes: an element that passes is not reported, nor which checks it passes. */
  function runAny(rule, node, options, context) {
    const results = new Map();
    for (const id of CHEAP_FIRST[rule.id] ?? rule.any.map(idOf)) {
      const result = checks[id].runSync(node, axe.utils.getCheckOption(checks[id], rule.id, options), context);
      if (result?.result === true) return { type: "any", results: [result] };
      if (result) results.set(id, result);
    }
    return { type: "any", results: rule.any.map((check) => results.get(idOf(check))).filter(Boolean) };
  }

  for (const rule of axe._audit.rules) {
    // No check of axe is asynchronous.
    rule.run = function (context, options, resolve, reject) {
      let result = null;
      try {
        result = this.runSync(context, options);
      } catch (error) {
        reject(error);
        return;
      }
      resolve(result);
    };
    if (!isReadAfter(rule)) {
      const { runChecksSync } = rule;
      rule.runChecksSync = function (type, node, options, context) {
        return type === "any"
          ? runAny(this, node, options, context)
          : runChecksSync.call(this, type, node, options, context);
      };
    }
  }

  // The order of headings compares each with each, and axe makes a selector of both each time.
  const { prototype } = axe.utils.DqElement;
  const ancestry = Object.getOwnPropertyDescriptor(prototype, "ancestry").get;
  Object.defineProperty(prototype, "ancestry", {
    configurable: true,
    get() {
      const value = ancestry.call(this);
      Object.defineProperty(this, "ancestry", { value, configurable: true, enumerable: true, writable: true });
      return value;
    },
  });

  /** Have axe make no HTML source, which it makes for each element that passes, and for each that is related to one. */
  function omitSources(isOmitted) {
    axe._audit.noHtml = isOmitted;
  }

  /** Drop from raw results the descriptions of what passed; that there is something that passed remains. */
  function dropPasses(results) {
    for (const result of results) {
      if (result.passes?.length) result.passes = [{ any: [], all: [], none: [] }];
    }
    return results;
  }

  return { dropPasses, omitSources };
};
