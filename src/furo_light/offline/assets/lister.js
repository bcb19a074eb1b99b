// The script of the message page: it lists what is saved, by title.
(async () => {
  const list = document.getElementById("saved");
  const { controller } = navigator.serviceWorker || {};
  const root = controller ? new URL(".", controller.scriptURL).href : "";
  // Opening the cache would create it: a reader who asked for nothing can come here, too.
  const pages = (await caches.has("kept-pages")) && (await caches.open("kept-pages"));
  for (const request of pages ? await pages.keys() : []) {
    const answer = await pages.match(request);
    if (!request.url.startsWith(root) || request.url.endsWith("/offline.html")) continue;
    if (!/html/.test(answer.headers.get("content-type"))) continue;
    const { title } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = document.createElement("a");
    link.href = request.url;
    link.textContent = title || request.url;
    list.appendChild(document.createElement("li")).appendChild(link);
    list.parentNode.hidden = false;
  }
})();
