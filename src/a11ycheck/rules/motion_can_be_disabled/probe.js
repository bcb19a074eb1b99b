"use strict";
/** What the page does when the device is moved, for each kind of event that it listens to. */
module.exports = function probe(page) {
  const { motion } = page.trials;
  const found = motion.facts();
  const links = found.length ? motion.linkTexts() : [];
  const target = document.documentElement;
  return found.map(([event, facts]) => ({ target, facts: { event, ...facts, links } }));
};
