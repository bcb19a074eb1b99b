"use strict";
/** The links of the running text by block; of those with the same name, each with the first that leads elsewhere. */
module.exports = function probe(page) {
  const BLOCKS = "p,li,dd,td,th,figcaption,blockquote,caption";
  const END = /[.!?:;۔؟؛。]\s|[\n()[\]]/;
  const bare = (url) => url.pathname.replace(/(?:\/index)?(?:\.html?|\/)$/, "");
  const place = (url) => `${url.host}${bare(url)}${url.search}${url.hash}`;
  const shown = (url) => (url.origin === location.origin ? `${url.pathname}${url.search}${url.hash}` : url.href);

  function between(one, other) {
    const range = document.createRange();
    range.setStartAfter(one);
    range.setEndBefore(other);
    return range.toString();
  }

  const known = new Map();
  const found = [];
  for (const target of page.all("a[href]")) {
    const block = /^https?:$/.test(target.protocol) && page.block(target);
    if (block && block.matches(BLOCKS) && page.isShown(target) && page.closest(target, "nav,pre,.sig") === null) {
      const name = page.name(target);
      const links = known.get(block) ?? known.set(block, new Map()).get(block);
      const first = links.get(name.toLowerCase());
      if (/\p{L}{2}/u.test(name)) {
        if (!first) links.set(name.toLowerCase(), target);
        const facts = { name: name.slice(0, 60) };
        if (first && place(first) !== place(target) && first.getRootNode() === target.getRootNode()) {
          const isOwn = [first, target].every(({ origin }) => origin === location.origin);
          facts.pages = isOwn && bare(first) !== bare(target);
          facts.sentence = !END.test(between(first, target));
          Object.assign(facts, { one: shown(first), other: shown(target) });
        }
        found.push({ target, facts });
      }
    }
  }
  return found;
};
