"use strict";
/*
 * Asks the hooks in the page's own world (`page_hooks.js`): what they answer to a question about a node, null for nothing.
 */
module.exports = function ask(node, question) {
  let answer = null;
  const take = ({ detail }) => {
    answer = detail;
  };
  node.addEventListener("a11ycheck-answer", take);
  node.dispatchEvent(new CustomEvent(question, { bubbles: true, composed: true }));
  node.removeEventListener("a11ycheck-answer", take);
  try {
    return typeof answer === "string" ? JSON.parse(answer) : null;
  } catch {
    return null;
  }
};
