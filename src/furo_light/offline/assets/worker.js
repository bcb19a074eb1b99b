// The service worker. A reader who asks to keep pages gets it (`keeper.js`); nobody else does. It asks the network
// first, renews the copies of kept pages, and answers with a copy where the network does not: with the copy's date
// at the top. It never adds a page. Minified, and with the words of its language in place of WORDS and its form of
// dates in place of DAY, it has to stay under 1 kB (`worker.py`).
{
  const cacheName = "kept-pages";
  // One key for a page, however a host names it (/x/index.html, /x.html, /x); `keeper.js` makes the same.
  const key = (url) => url.replace(/(\bindex)?(\.html)?([?#].*)?$/, "");
  // Unlike `caches.open`, this creates no cache.
  const find = (url) => caches.match(key(url), { cacheName });

  // The page is looked for in the opened cache, too: if everything is removed meanwhile, the answer that is still
  // under way ends in a cache that is gone.
  const renew = async (url, status, copy, pages) =>
    (pages = (await find(url)) && (await caches.open(cacheName))) &&
    (await pages.match(url)) &&
    (status == 404 ? pages.delete(url) : status == 200 && pages.put(url, copy));

  // Return what the network answers, and renew the copy. What was withdrawn (404) is withdrawn here too, and a
  // server that is broken (5xx) is no better than none.
  const load = (event, request) =>
    fetch(request).then((answer) => {
      const { status } = answer;
      const copy = answer.clone();
      if (status > 499) throw 0;
      event.waitUntil(renew(key(request.url), status, copy));
      return answer;
    });

  const saved = async ({ url, mode }) => {
    const copy = await find(url);
    if (mode != "navigate") return copy; // without one, the browser reports that there is no network
    if (!copy) return find(new URL("offline.html", location).href);
    const { headers } = copy;
    return /html/.test(headers.get("content-type"))
      ? // `$` is for pages without a body tag: the line stands at their end.
        new Response(
          (await copy.text()).replace(
            /<body[^>]*>|$/i,
            `$&<p role=status align=center><mark>WORDS <bdi>${new Date(headers.get("date")).toLocaleDateString("DAY")}</bdi></mark></p>`,
          ),
          { headers },
        )
      : copy;
  };

  oninstall = () => skipWaiting();

  onfetch = (event) => {
    const { request } = event;
    // `no-store` asks that nothing is kept: so does the script that fetches all pages at once.
    request.method == "GET" &&
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
