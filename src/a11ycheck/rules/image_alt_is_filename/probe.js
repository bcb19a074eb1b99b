"use strict";
/** The accessible names of visible images with a text alternative, and their URLs. */
const NAMED = "[aria-label],[aria-labelledby],[role]";

module.exports = function probe(page) {
  // axe's tree, which page.name needs, is not built for plain images.
  const nameOf = (image) => (image.matches(NAMED) ? page.name(image) : image.getAttribute("alt"));
  const images = page.all("img[alt],input[type=image][alt]");
  return images
    .filter((image) => /\S/.test(image.getAttribute("alt")) && page.isShown(image))
    .map((target) => ({
      target,
      facts: { alt: nameOf(target), uri: target.getAttribute("src") ?? "" },
    }));
};
