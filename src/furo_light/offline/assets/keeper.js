// The script of the block "save all pages" (`copies.py`). Without it, or without service workers, the block
// shows the files to download and no buttons.
(() => {
  const box = document.getElementById("offline-copies");
  const { worker, pack } = box.dataset;
  if (!navigator.serviceWorker || !window.caches) return;

  const status = box.querySelector("[role=status]");
  const buttons = [...box.querySelectorAll("button")];
  const root = new URL(".", new URL(worker, document.baseURI)).href;
  // As in `worker.js`.
  const key = (url) => url.split(/\bindex.html|[?#]/)[0];

  async function saveAll() {
    // Stored under the network's own date: an old copy in between must not look new.
    const answer = await fetch(pack, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    const date = answer.headers.get("date") || new Date().toUTCString();
    const files = await answer.json();
    await navigator.serviceWorker.register(worker, { updateViaCache: "all" });
    const pages = await caches.open("a11y");
    for (const [path, type, content, isBase64] of files) {
      const body = isBase64 ? Uint8Array.from(atob(content), (one) => one.charCodeAt()) : content;
      const headers = { "content-type": type, date };
      await pages.put(key(new URL(path, root).href), new Response(body, { headers }));
    }
    await navigator.serviceWorker.ready;
  }

  async function removeAll() {
    const pages = await caches.open("a11y");
    for (const request of await pages.keys())
      if (request.url.startsWith(root) && !request.url.endsWith("/offline.html"))
        await pages.delete(request);
  }

  function run(button, action) {
    button.parentNode.hidden = false;
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

  for (const button of buttons) run(button, button.name === "save" ? saveAll : removeAll);
})();
