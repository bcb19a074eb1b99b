"use strict";
/**
 * Visible images, and what is known of their size before they load.
 * The attributes of `img` define an aspect ratio before the image is loaded (HTML maps them to `aspect-ratio`).
 */
module.exports = function probe(page) {
  const positive = (value) => /^\s*\d*[1-9]/.test(value ?? "");

  /** The specified style: "auto" if the image itself decides. */
  const fixed = (styles, name) => !/^(auto|(min|max|fit)-content|none)$/.test(String(styles.get(name)));

  /** An out-of-flow image moves nothing when it grows; `source` may have sizes of its own. */
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

  // An image without a source, or with an empty one, never loads. One in the document itself is there with its element.
  return page
    .all("img")
    .filter(({ currentSrc }) => !currentSrc.startsWith("data:"))
    .filter((image) => image.currentSrc || image.getAttribute("src") || image.getAttribute("srcset"))
    .filter((image) => image.checkVisibility() && !(image.complete && image.naturalWidth === 1))
    .map((image) => ({ target: image, facts: measure(image) }));
};
