"use strict";
/**
 * The pictures that are shown, with what is known of their room before they are loaded.
 * Attributes of `img` give a ratio to a picture that is not there yet (HTML, mapped to `aspect-ratio`).
 */
module.exports = function probe() {
  const positive = (value) => /^\s*\d*[1-9]/.test(value ?? "");

  /** The style as it was written: "auto" where the picture itself would decide. */
  const fixed = (styles, name) => !/^(auto|(min|max|fit)-content|none)$/.test(String(styles.get(name)));

  /** Out of the flow, a picture that grows moves nothing; `source` may give sizes of its own. */
  function measure(image) {
    const styles = image.computedStyleMap();
    const { position } = getComputedStyle(image);
    const parts = [image, ...(image.parentElement?.matches("picture") ? image.parentElement.children : [])];
    const has = (name) => parts.some((part) => positive(part.getAttribute(name)));
    const [width, height] = ["width", "height"].map((name) => has(name) || fixed(styles, name));
    const ratio =
      (has("width") && has("height")) ||
      /\d/.test(String(styles.get("aspect-ratio"))) ||
      /^(absolute|fixed)$/.test(position);
    return { width, height, ratio };
  }

  return [...document.querySelectorAll("img")]
    .filter((image) => image.checkVisibility() && !(image.complete && image.naturalWidth === 1))
    .map((image) => ({ target: image, facts: measure(image) }));
};
