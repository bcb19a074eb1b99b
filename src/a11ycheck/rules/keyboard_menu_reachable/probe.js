"use strict";
/** What opened a menu when it was clicked, and for no key: how many links it shows, and the first of their names. */
module.exports = function probe(page) {
  return page.keyboard.toggles.map(({ element, facts }) => ({ target: element, facts }));
};
