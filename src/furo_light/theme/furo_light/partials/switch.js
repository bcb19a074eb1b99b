(function () {
  var root = document.documentElement;
  var button = document.getElementById("_s");
  var schemes = ["auto", "light", "dark"];
  function choose(scheme) {
    root.dataset.theme = document.body.dataset.theme = scheme;
    button.textContent = button.dataset[scheme];
    try {
      window.localStorage.theme = scheme;
    } catch {
      // A browser that stores nothing forgets the choice with the page.
    }
  }
  button.hidden = false;
  button.onclick = function () {
    choose(schemes[(schemes.indexOf(root.dataset.theme) + 1) % 3]);
  };
  choose(root.dataset.theme || "auto");
})();
