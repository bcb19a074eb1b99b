"use strict";
/* What a page shows and holds, to compare it with the page after keys were pressed. */
module.exports = function createPageMemory(openRoots) {
  /** Returns a function that reads what no mutation shows, of the fields, layers and media that are there now. */
  function reader(roots = [document]) {
    const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
    const [fields, layers, media] = [all("input,textarea,select"), all("dialog,[popover]"), all("audio,video")];
    return () =>
      JSON.stringify([
        location.href,
        fields.map(({ value, checked }) => [value, checked]),
        layers.map((layer) => layer.matches(":popover-open, :modal")),
        media.map(({ paused, muted, volume, playbackRate }) => [paused, muted, volume, playbackRate]),
      ]);
  }

  /** Remember the page; returns a function that tells whether it is as it was, however often it has changed since. */
  function remember() {
    const markupOf = (root) => (root === document ? document.documentElement?.outerHTML : root.innerHTML) ?? "";
    const read = () => {
      const roots = openRoots();
      // A class that came and went leaves its attribute behind.
      const markup = roots.map(markupOf).join("\n").replaceAll(/ (?:class|style)=""/g, "");
      return [markup, reader(roots)()].join("\n");
    };
    const before = read();
    return () => read() === before;
  }

  return { reader, remember };
};
