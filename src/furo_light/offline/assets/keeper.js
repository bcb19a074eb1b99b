// The script of the block "keep these pages" (`copies.py`). Nothing is stored before the reader asks here. Without
// this script, or without service workers, the block shows the files to download and no buttons.
(() => {
  const box = document.getElementById("offline-copies");
  const { worker, pack, site } = box.dataset;
  // A page in a file, copied from phone to phone, has no origin: browsers keep nothing for it.
  if (!navigator.serviceWorker || !window.caches || origin === "null") return;

  const NAME = "kept-pages";
  const status = box.querySelector("[role=status]");
  const buttons = [...box.querySelectorAll("button")];
  const root = new URL(".", new URL(worker, document.baseURI)).href;
  // The folder of all languages.
  const all = new URL(site || ".", document.baseURI).href;
  // As in `worker.js`.
  const key = (url) => url.replace(/(\bindex)?(\.html)?([?#].*)?$/, "");

  /** Return what the network has now: an old copy in between must not look new. */
  async function load(url) {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer;
  }

  /** Return the URL, type, content and date of each page to keep, and of what they need. */
  async function wanted() {
    const answer = await load(pack);
    const date = answer.headers.get("date") || new Date().toUTCString();
    const files = await answer.json();
    const kept = files.map(([path, type, content, isBase64]) => {
      const body = isBase64 ? Uint8Array.from(atob(content), (one) => one.charCodeAt()) : content;
      return [new URL(path, root).href, type, body, date];
    });
    // A page about a delicate subject is no part of the pack: it is kept only if the reader names it.
    for (const { value } of box.querySelectorAll("input:checked")) {
      const url = new URL(value, root).href;
      // oxlint-disable-next-line no-await-in-loop -- one after the other, on a slow network
      kept.push([url, "text/html; charset=utf-8", await (await load(url)).text(), date]);
    }
    return kept;
  }

  async function keep() {
    const before = (await copies()).map(({ url }) => url);
    const pages = await caches.open(NAME);
    try {
      for (const [url, type, body, date] of await wanted()) {
        const headers = { "content-type": type, date };
        // oxlint-disable-next-line no-await-in-loop -- a phone has little memory
        await pages.put(key(url), new Response(body, { headers }));
      }
      await navigator.serviceWorker.register(worker, { updateViaCache: "all" });
      await navigator.serviceWorker.ready;
      if (!(await caches.has(NAME))) throw new Error("removed meanwhile, in another tab");
    } catch (error) {
      // Without room for all pages, none is left behind; what was kept before stays.
      await (before.length && (await caches.has(NAME)) ? drop(before) : remove());
      throw error;
    }
  }

  const workers = async () =>
    (await navigator.serviceWorker.getRegistrations()).filter(({ scope }) => scope.startsWith(all));

  const copies = async () =>
    (await caches.has(NAME))
      ? (await (await caches.open(NAME)).keys()).filter(({ url }) => url.startsWith(all))
      : [];

  /** Remove the copies, except those of some URLs. */
  async function drop(but) {
    const pages = await caches.open(NAME);
    for (const one of await copies())
      if (!but.includes(one.url)) await pages.delete(one); // oxlint-disable-line no-await-in-loop
    // Another site of this host may have pages of its own.
    if (!(await pages.keys()).length) await caches.delete(NAME);
  }

  /** Remove the pages of all languages, and the workers that show them. */
  async function remove() {
    await caches.delete("a11y"); // earlier versions kept pages there without being asked
    await drop([]);
    for (const one of await workers()) await one.unregister(); // oxlint-disable-line no-await-in-loop
    if ((await copies()).length || (await workers()).length) throw new Error("not removed");
  }

  function run(button, action) {
    button.closest("[hidden]").hidden = false;
    button.onclick = async () => {
      for (const one of buttons) one.disabled = true;
      status.textContent = status.dataset.wait;
      try {
        await action();
        status.textContent = button.dataset.done;
      } catch (error) {
        status.textContent = status.dataset.failed;
        console.warn(error);
      }
      for (const one of buttons) one.disabled = false;
      button.focus();
    };
  }

  for (const button of buttons) run(button, button.name === "keep" ? keep : remove);
})();
