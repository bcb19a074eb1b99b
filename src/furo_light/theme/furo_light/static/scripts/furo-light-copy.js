// The copy button of furo_light, where the option asks for it. Prompts and output are left out.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  var names = JSON.parse(document.currentScript.getAttribute("data-names"));
  Array.prototype.forEach.call(document.querySelectorAll("div.highlight"), function (box) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = names.copy;
    button.addEventListener("click", function () {
      var all = box.querySelectorAll("pre");
      var code = all[all.length - 1].cloneNode(true);
      var prompts = code.querySelector(".gp");
      Array.prototype.forEach.call(code.querySelectorAll(".gp, .linenos"), function (one) {
        one.remove();
      });
      if (prompts)
        Array.prototype.forEach.call(code.querySelectorAll(".go, .gt"), function (one) {
          one.remove();
        });
      navigator.clipboard.writeText(code.textContent.replace(/\n+$/, "")).then(function () {
        button.textContent = names.copied;
        setTimeout(function () {
          button.textContent = names.copy;
        }, 2000);
      });
    });
    box.insertBefore(button, box.firstChild);
  });
})();
