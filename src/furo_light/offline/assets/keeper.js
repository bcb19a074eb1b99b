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
  const root = new URL(pack, document.baseURI);
  // The folder of all languages.
  const all = new URL(site || ".", document.baseURI).href;
  // As in `worker.js`.
  const key = (url) => url.replace(/(\bindex)?(\.html)?([?#].*)?$/, "");

  /** Return what the network has now: an old copy in between must not look new. */
  async function load(url) {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) throw 0;
    return answer;
  }

  /** Store the pages of the pack, and those that the reader named: a page about a delicate subject is no part of it. */
  async function store() {
    const pages = await caches.open(NAME);
    const answer = await load(pack);
    const date = answer.headers.get("date") || new Date().toUTCString();
    const files = await answer.json();
    for (const { value } of box.querySelectorAll("input:checked"))
      // oxlint-disable-next-line no-await-in-loop -- one after the other, on a slow network
      files.push([value, "text/html; charset=utf-8", await (await load(new URL(value, root))).text()]);
    for (const [path, type, content, isBase64] of files) {
      const body = isBase64 ? Uint8Array.from(atob(content), (one) => one.charCodeAt()) : content;
      const headers = { "content-type": type, date };
      // oxlint-disable-next-line no-await-in-loop -- a phone has little memory
      await pages.put(key(new URL(path, root).href), new Response(body, { headers }));
    }
    await navigator.serviceWorker.register(worker, { updateViaCache: "all" });
    await navigator.serviceWorker.ready;
    // Everything may have been removed meanwhile, in another tab.
    if (!(await caches.has(NAME))) throw 0;
  }

  async function keep() {
    const before = (await copies()).map(({ url }) => url);
    try {
      await store();
    } catch {
      // Without room for all pages, none is left behind; what was kept before stays.
      await (before.length && (await caches.has(NAME)) ? drop(before) : remove());
      throw 0;
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
    if ((await copies()).length || (await workers()).length) throw 0;
  }

  const lock = (isLocked) => {
    for (const one of buttons) one.disabled = isLocked;
  };

  function run(button, action) {
    button.closest("[hidden]").hidden = false;
    button.onclick = async () => {
      lock(true);
      status.textContent = status.dataset.wait;
      try {
        await action();
        status.textContent = button.dataset.done;
      } catch {
        status.textContent = status.dataset.failed;
      }
      lock(false);
      button.focus();
    };
  }

  for (const button of buttons) run(button, button.name === "keep" ? keep : remove);
})();
