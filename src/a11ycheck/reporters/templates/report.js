"use strict";
// Filters what the page already shows. Without it everything is there, and nothing is hidden.
(() => {
  const form = document.getElementById("filter");
  const panel = form.querySelector("details");
  const text = document.getElementById("f-text");
  const opener = document.getElementById("f-open");
  const count = document.getElementById("f-count");
  const rule = document.getElementById("f-rule");
  const criterion = document.getElementById("f-criterion");
  const page = document.getElementById("f-page");
  const file = document.getElementById("f-file");
  const criteria = new Map(
    [...rule.options].map((option) => [option.value, split(option.dataset.criteria)]),
  );
  const said = (element) => element.textContent.toLowerCase();
  const groups = [...document.querySelectorAll(".group")].map((element) => ({
    element,
    impact: element.querySelector(".tag").classList[1],
    rule: element.dataset.rule,
    pages: split(element.closest("[data-pages]").dataset.pages),
    head: said(element.querySelector("summary")) + said(element.querySelector(".why")),
    messages: [...element.querySelectorAll(".said")].map((message) => ({
      element: message,
      head: said(message.querySelector("p")),
      places: [...message.querySelectorAll(".places > li")].map((place) => ({
        element: place,
        text: said(place),
        file: fileOf(place),
      })),
    })),
  }));
  const total = groups.reduce((sum, group) => sum + places(group).length, 0);

  function places(group) {
    return group.messages.flatMap((message) => message.places);
  }

  // "docs/x.md:37" without its line.
  function fileOf(place) {
    const source = place.querySelector(".source");
    return source ? source.textContent.replace(/:\d+$/, "") : "";
  }

  function split(words) {
    return words ? words.split(" ") : [];
  }

  function admits(group) {
    return form.querySelector(`[name="impact"][value="${group.impact}"]`).checked
      && (!rule.value || rule.value === group.rule)
      && (!criterion.value || criteria.get(group.rule).includes(criterion.value))
      && (!page.value || group.pages.includes(page.value));
  }

  // A word in a title keeps all places below it; a word in a place keeps that place alone.
  function search(group, words) {
    const titled = group.head.includes(words);
    for (const message of group.messages) {
      const told = titled || message.head.includes(words);
      for (const place of message.places) {
        const here = !file || !file.value || file.value === place.file;
        place.element.hidden = !(here && (told || place.text.includes(words)));
      }
      message.element.hidden = message.places.every((place) => place.element.hidden);
    }
  }

  function show() {
    const words = text.value.trim().toLowerCase();
    let shown = 0;
    for (const group of groups) {
      search(group, words);
      const left = places(group).filter((place) => !place.element.hidden).length;
      group.element.hidden = !admits(group) || left === 0;
      shown += group.element.hidden ? 0 : left;
    }
    for (const section of document.querySelectorAll(".page, .findings")) {
      section.hidden = !section.querySelector(".group:not([hidden])");
    }
    const sentence = form.dataset.shown.replace("{shown}", shown).replace("{total}", total);
    count.textContent = shown === total ? "" : sentence;
  }

  function openAll(open) {
    for (const group of groups) group.element.open = open;
    opener.textContent = open ? form.dataset.close : form.dataset.open;
  }

  form.addEventListener("input", show);
  // The fields have their first values again only after the event.
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  opener.addEventListener("click", () => openAll(opener.textContent === form.dataset.open));
  panel.open = matchMedia("(min-width: 62rem)").matches;
  form.hidden = false;
})();
