"use strict";
/** The title of the page: which of its words the page has, its first heading, and the words of a second title. */
module.exports = function probe(page) {
  const SEPARATOR = /\s[-–—|·•:»›«/]\s|[|»›«·•:]/;
  // Words of these scripts have a meaning even where they are one or two characters long.
  const SHORT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
  const LEAST_LETTERS = 3;
  const STEM = 0.7;
  const isHtml = (element) => element.namespaceURI === "http://www.w3.org/1999/xhtml";
  const titles = [...document.getElementsByTagName("title")].filter(isHtml);
  const [target, ...ignored] = titles;
  if (!target || !isHtml(document.documentElement) || !page.text(target)) return [];

  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const words = (text) =>
    Array.from(segmenter.segment(text.toLowerCase()))
      .filter(({ segment, isWordLike }) => isWordLike && (segment.length >= LEAST_LETTERS || SHORT.test(segment)))
      .map(({ segment }) => segment);
  /** What inflected forms of a word have in common. */
  const stem = (word) => word.slice(0, Math.max(LEAST_LETTERS, Math.ceil(word.length * STEM)));
  const share = (text, content) => {
    const all = words(text);
    return all.length ? all.filter((word) => content.includes(stem(word))).length / all.length : 0;
  };
  const best = (title, content) => Math.max(...title.split(SEPARATOR).map((part) => share(part, content)));

  const headings = page.all("h1,[role=heading][aria-level='1']").filter(page.isShown).map(page.text);
  let content = headings.join(" ").toLowerCase();
  let found = best(page.text(target), content);
  // Most titles repeat the heading, so that the text need not be read.
  if (found < 1) {
    content = page.texts(/\S/, { machines: true }).map(({ text }) => text).join(" ").toLowerCase();
    found = best(page.text(target), content);
  }
  const facts = {
    title: page.text(target),
    heading: headings[0] ?? "",
    share: found,
    text: content.length,
    other: Math.max(0, ...ignored.map((title) => best(page.text(title), content))),
  };
  return [{ target, facts }];
};
