"use strict";
/*
 * Hidden parts and shut menus like those of this page, in which real keys have failed on earlier pages of the site. Only
 * failures are taken over, and only where all earlier pages agree: what passes is tried again on each page.
 */
module.exports = function createKnownFailures(knownStops, hasher, { handlers = [], memory = {} } = {}) {
  const context = knownStops.context(handlers);
  const known = new Map(Object.entries(memory[context] ?? {}));
  const learnt = {};

  function tokenOf(kind, elements) {
    const hashed = hasher();
    hashed.add(kind);
    for (const element of elements) {
      hashed.add(knownStops.kindOf(element));
      for (const token of knownStops.tokensOf([element])) hashed.add(token);
    }
    return hashed.value();
  }

  const partToken = (stop) => tokenOf("part", [stop]);
  const menuToken = ({ target, links, openers }) => tokenOf("menu", [target, links[0], ...openers]);

  /** What `measure` finds of a stop without a key, where Tab has found such stops hidden just so; null elsewhere. */
  function hiddenAs(stop, measure) {
    const found = known.get(partToken(stop));
    if (found === undefined) return null;
    const measured = measure(stop);
    return found === JSON.stringify(measured) ? measured : null;
  }

  /** What Tab has shown of the first link of such a menu, which no key has opened; undefined where that is not known. */
  function firstLinkOf(item) {
    const found = known.get(menuToken(item));
    return found === undefined ? undefined : JSON.parse(found);
  }

  /** Note what Tab has shown of a hidden stop; null where it was seen, or differs from what is seen without a key. */
  function notePart(stop, measured) {
    learnt[partToken(stop)] = measured && JSON.stringify(measured);
  }

  /** Note whether no key has opened a menu. */
  function noteMenu(item, isShut) {
    learnt[menuToken(item)] = isShut ? JSON.stringify(item.facts.first_link) : null;
  }

  /** What the next pages need: by context, a text for each kind of part or menu in which keys have failed, null for others. */
  const all = () => ({ context, failures: learnt });

  return { all, firstLinkOf, hiddenAs, noteMenu, notePart };
};
