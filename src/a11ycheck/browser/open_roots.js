"use strict";
/** The document and its open shadow roots: what the document says of all its animations leaves out those in the roots. */
module.exports = function openRoots(root = document) {
  const hosts = [...root.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot);
  return [root, ...hosts.flatMap(({ shadowRoot }) => openRoots(shadowRoot))];
};
