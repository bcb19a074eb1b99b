// The search of furo_light. It runs on the search page alone. The page carries the manifest of the index;
// files of words and of titles are loaded when a query needs them, as scripts, so that it works from a folder too.
(function () {
  "use strict";
  var manifest = JSON.parse(document.getElementById("search-manifest").textContent);
  var says = manifest.says;
  var form = document.querySelector("main form");
  var status = document.getElementById("search-status");
  var list = document.getElementById("search-results");
  var more = document.getElementById("search-more");
  var SHOWN = 10;
  var FILES = 6;

  // Loading: each file calls furoLight(name, content).
  var loaded = {};
  var waiting = {};
  window.furoLight = function (name, content) {
    loaded[name] = content;
    (waiting[name] || []).forEach(function (one) {
      one.done(content);
    });
    delete waiting[name];
  };
  function load(name) {
    return new Promise(function (done, fail) {
      if (loaded[name]) return done(loaded[name]);
      if (waiting[name]) return waiting[name].push({ done: done, fail: fail });
      waiting[name] = [{ done: done, fail: fail }];
      var script = document.createElement("script");
      script.src = manifest.folder + name + ".js?v=" + manifest.version;
      script.onerror = function () {
        waiting[name].forEach(function (one) {
          one.fail();
        });
        delete waiting[name];
      };
      document.body.appendChild(script);
    });
  }

  // Words, as search_index.py makes them.
  var marks = new RegExp(manifest.marks, "g");
  var separators = new RegExp(manifest.separators);
  var pairs = new RegExp(manifest.pairs);
  var runs = new RegExp("(?:" + manifest.pairs + ")+|(?:(?!" + manifest.pairs + ")[^])+", "g");
  var articles = new RegExp(manifest.articles);
  var letters = {};
  manifest.letters.split(" ").forEach(function (pair) {
    letters[pair[0]] = pair[1];
  });
  [0x660, 0x6f0, 0x966, 0xff10].forEach(function (zero) {
    for (var digit = 0; digit < 10; digit++) letters[String.fromCharCode(zero + digit)] = String(digit);
  });
  function normalised(text) {
    var plain = text.toLowerCase();
    if (plain.normalize) plain = plain.normalize("NFKD");
    return plain.replace(marks, "").replace(/./g, function (letter) {
      return letters[letter] || letter;
    });
  }
  function wordsOf(text) {
    var found = [];
    normalised(text)
      .split(separators)
      .forEach(function (part) {
        // A word of another script within text without spaces, such as a name, is a word of its own.
        (part.match(runs) || []).forEach(function (word) {
          if (pairs.test(word)) {
            for (var at = 0; at < Math.max(word.length - 1, 1); at++) found.push(word.slice(at, at + 2));
          } else found.push(word.replace(articles, "").slice(0, 40));
        });
      });
    return found.filter(function (word, at) {
      return found.indexOf(word) === at && manifest.common.indexOf(word) < 0;
    });
  }

  // The number of the file in which a word stands, if it is in the index: files are in the order of their words.
  function fileOf(word) {
    var at = manifest.words.length - 1;
    while (at > 0 && manifest.words[at] > word) at--;
    return at;
  }

  // The files in which a word, one that begins like it, or its stem can stand.
  function filesFor(word) {
    var files = [];
    var last = fileOf(word + "\uffff");
    for (var at = fileOf(word); at <= last && files.length < FILES; at++) files.push("w" + at);
    for (var length = word.length - 1; length > 3 && word.length - length < 4; length--) {
      var name = "w" + fileOf(word.slice(0, length));
      if (files.indexOf(name) < 0) files.push(name);
    }
    return files;
  }

  // How well an entry of the index fits a word: the same, begins with it, or is its stem.
  function fit(entry, word) {
    if (entry === word) return 1;
    if ((word.length > 1 || pairs.test(word)) && entry.indexOf(word) === 0) return 0.6;
    if (entry.length > 3 && word.length - entry.length < 4 && word.indexOf(entry) === 0) return 0.4;
    return 0;
  }

  // Points of each unit for one word: a title counts more than a text, a full page more than one that names it once.
  function pointsFor(word) {
    return Promise.all(filesFor(word).map(load)).then(function (files) {
      var points = {};
      function give(unit, value) {
        points[unit] = Math.max(points[unit] || 0, value);
      }
      files.forEach(function (file) {
        Object.keys(file).forEach(function (entry) {
          var fits = fit(entry, word);
          if (!fits) return;
          file[entry][0].forEach(function (unit, rank, all) {
            give(unit, fits * ((unit < manifest.pages ? 12 : 9) - (3 * rank) / all.length));
          });
          file[entry][1].forEach(function (unit, rank, all) {
            give(unit, fits * (4 - (3 * rank) / all.length));
          });
        });
      });
      return points;
    });
  }

  function chunkOf(unit) {
    var at = manifest.units.length - 1;
    while (at && manifest.units[at] > unit) at--;
    return load("u" + at).then(function (chunk) {
      return chunk[unit - manifest.units[at]];
    });
  }

  // Every word must stand in the unit, or in a section's page.
  function search(words) {
    return Promise.all(words.map(pointsFor)).then(function (all) {
      var sums = {};
      all.forEach(function (points) {
        Object.keys(points).forEach(function (unit) {
          sums[unit] = { count: 0, points: 0 };
        });
      });
      all.forEach(function (points) {
        Object.keys(sums).forEach(function (unit) {
          if (!points[unit]) return;
          sums[unit].count++;
          sums[unit].points += points[unit];
        });
      });
      var units = Object.keys(sums).filter(function (unit) {
        return sums[unit].count === words.length;
      });
      units.sort(function (one, other) {
        return sums[other].points - sums[one].points || one - other;
      });
      return units;
    });
  }

  function add(tag, text, parent) {
    var element = document.createElement(tag);
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function show(unit) {
    return chunkOf(Number(unit)).then(function (found) {
      if (typeof found[0] !== "number") return { page: found, title: found[1], hash: "" };
      return chunkOf(found[0]).then(function (page) {
        return { page: page, title: found[1], hash: "#" + found[2] };
      });
    });
  }

  function addResult(result) {
    var item = add("li", "", list);
    var link = add("a", result.title, item);
    link.href = manifest.root + result.page[0] + result.hash;
    // A name such as --port keeps its order on a page from right to left.
    link.dir = "auto";
    add("p", result.hash ? result.page[1] : result.page[2], item);
    return link;
  }

  // Show the next units. The files with the titles of the others are not loaded before somebody asks for them.
  function showNext(units, from) {
    var next = units.slice(from, from + SHOWN);
    return Promise.all(next.map(show)).then(function (results) {
      status.textContent = units.length ? says.found.replace("%s", String(units.length)) : says.nothing;
      var links = results.map(addResult);
      more.hidden = from + SHOWN >= units.length;
      more.onclick = function () {
        more.disabled = true;
        showNext(units, from + SHOWN)
          .catch(showFailure)
          .then(function (added) {
            more.disabled = false;
            if (added && added[0]) added[0].focus();
          });
      };
      return links;
    });
  }

  function showFailure() {
    status.textContent = says.failed;
  }

  function answer(query) {
    var words = wordsOf(query);
    list.textContent = "";
    more.hidden = true;
    if (!words.length) {
      status.textContent = query.trim() ? says.common : "";
      return;
    }
    status.textContent = says.searching;
    search(words)
      .then(function (units) {
        // Meanwhile another query may have been answered.
        return query === form.elements.q.value ? showNext(units, 0) : [];
      })
      .catch(showFailure);
  }

  var asked = /[?&]q=([^&#]*)/.exec(location.search);
  var query = asked ? decodeURIComponent(asked[1].replace(/\+/g, " ")) : "";
  form.elements.q.value = query;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    query = form.elements.q.value;
    if (history.replaceState) history.replaceState(null, "", "?q=" + encodeURIComponent(query));
    answer(query);
  });
  answer(query);
})();
