"use strict";
/** The accessible names of visible images with a text alternative, and their URLs. */
module.exports = function probe(page) {
  const images = [...document.querySelectorAll("img[alt],input[type=image][alt]")];
  return images
    .filter((image) => /\S/.test(image.getAttribute("alt")) && page.isShown(image))
    .map((target) => ({
      target,
      facts: { alt: page.name(target), uri: target.getAttribute("src") ?? "" },
    }));
};
