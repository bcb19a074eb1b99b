"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its rules */
/*
 * Carries results of axe's rules over from the first state of a page to another one, in which only some elements differ.
 * It holds for rules that judge an element by itself, its content, its ancestors, and the elements that it refers to.
 */
module.exports = function createAxeCarrying(axe) {
  const DIFFERS = "results that were carried over from another variant differ from those of a full run";
  const NOBODY = { rules: new Set(), elements: new Set() };
  let narrowed = NOBODY;
  let kept = new Map();

  for (const rule of axe._audit.rules) {
    const gather = rule.gather;
    rule.gather = function (context, ...values) {
      const { rules, elements } = narrowed;
      if (!rules.has(this.id)) return gather.call(this, context, ...values);
      const nodes = axe.utils.select(this.selector, context).filter(({ actualNode }) => elements.has(actualNode));
      return this.excludeHidden ? nodes.filter(axe.commons.dom.isVisibleToScreenReaders) : nodes;
    };
  }

  /** Keep the results of rules in the first state: those in which axe threw cannot be carried over. */
  function keep(rules, { found, errors, inapplicable }) {
    const broken = new Set(errors.map(({ rule }) => rule));
    kept = new Map(
      rules
        .filter((rule) => !broken.has(rule))
        .map((rule) => [
          rule,
          { found: found.filter((result) => result.rule === rule), isInapplicable: inapplicable.includes(rule) },
        ]),
    );
  }

  const known = (rules) => rules.filter((rule) => kept.has(rule));

  /** Call a function while these rules see only these elements. */
  async function during(rules, elements, run) {
    narrowed = { rules: new Set(rules), elements };
    try {
      return await run();
    } finally {
      narrowed = NOBODY;
    }
  }

  const inOrder = (a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

  /** Join what was found of one rule on changed elements, with what was kept of the others. */
  function join(rule, outcome, changed, part) {
    const of = (results) =>
      results.filter((result) => result.rule === rule && result.outcome === outcome).flatMap(({ found }) => found);
    const unchanged = of(kept.get(rule).found).filter(({ element }) => !changed.has(element));
    return { rule, outcome, found: [...unchanged, ...of(part.found)].toSorted(inOrder) };
  }

  /** The results of all rules, where these rules have seen changed elements only. */
  function merge(rules, changed, part) {
    const isJoined = new Set(rules);
    const rest = part.found.filter(({ rule }) => !isJoined.has(rule));
    const joined = (outcome) => rules.map((rule) => join(rule, outcome, changed, part));
    const isInapplicable = (rule) => !isJoined.has(rule) || kept.get(rule).isInapplicable;
    return {
      ...part,
      found: [...rest, ...joined("failed"), ...joined("cantTell")],
      inapplicable: part.inapplicable.filter(isInapplicable),
    };
  }

  /** The results with those of a full run of these rules instead, and an error for each rule of which they differ. */
  function compare(rules, merged, whole) {
    const isCompared = new Set(rules);
    const text = (results, rule) =>
      JSON.stringify(
        ["failed", "cantTell"].map((outcome) =>
          results
            .filter((result) => result.rule === rule && result.outcome === outcome)
            .flatMap(({ found }) => found.map(({ node }) => node)),
        ),
      );
    const different = rules.filter((rule) => text(merged.found, rule) !== text(whole.found, rule));
    const errors = different.map((rule) => ({ rule, outcome: "cantTell", error: DIFFERS, nodes: [], element: null }));
    return {
      ...merged,
      found: [...merged.found.filter(({ rule }) => !isCompared.has(rule)), ...whole.found],
      errors: [...merged.errors.filter(({ rule }) => !isCompared.has(rule)), ...whole.errors, ...errors],
    };
  }

  return { compare, during, keep, known, merge };
};
