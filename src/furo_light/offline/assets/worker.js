// The service worker. It keeps each page that is visited, asks the network first, and answers with the
// copy where the network does not: with the copy's date at the top. Minified, and with the words of its
// language in place of WORDS, it has to stay under 1 kB (`worker.py`).
{
  const store = caches.open("a11y");
  // One key for a page, however it is addressed; `keeper.js` makes the same.
  const key = (url) => url.split(/\bindex.html|[?#]/)[0];
  const find = (url) => store.then((pages) => pages.match(key(url)));

  // Return what the network answers, and keep it. What was withdrawn (404) is withdrawn here too, and a
  // server that is broken (5xx) is no better than none.
  const load = (event, request, options) =>
    fetch(request, options).then((answer) => {
      const { status, url } = answer;
      const copy = answer.clone();
      if (status > 499) throw 0;
      event.waitUntil(
        store.then((pages) =>
          status == 404 ? pages.delete(key(url)) : status == 200 && pages.put(key(url), copy),
        ),
      );
      return answer;
    });

  const saved = async ({ url, mode }) => {
    const copy = await find(url);
    if (mode != "navigate") return copy;
    if (!copy) return find("offline.html");
    const { headers } = copy;
    return /html/.test(headers.get("content-type"))
      ? // `$` is for pages without a body tag: the line stands at their end.
        new Response(
          (await copy.text()).replace(
            /<body[^>]*>|$/i,
            `$&<p role=status align=center><mark>WORDS <bdi>${new Date(headers.get("date")).toLocaleDateString("sv")}</bdi></mark></p>`,
          ),
          { headers },
        )
      : copy;
  };

  oninstall = (event) => {
    skipWaiting();
    event.waitUntil(
      load(event, "offline.html").then(async () => {
        // The page that asked for the worker came before it; the browser's own cache has it.
        for (const { url } of await clients.matchAll({ includeUncontrolled: true }))
          load(event, url, { cache: "force-cache" });
      }),
    );
  };

  onfetch = (event) => {
    const { request } = event;
    // `no-store` asks that nothing is kept: so does the script that fetches all pages at once.
    request.cache != "no-store" &&
      request.url.startsWith(origin) &&
      event.respondWith(
        new Promise((end) => {
          load(event, request).then(end, () => end(saved(request)));
          // A link can be up and dead: after ten seconds the copy is shown, if there is one.
          setTimeout(async () => (await find(request.url)) && end(saved(request)), 1e4);
        }),
      );
  };
}
