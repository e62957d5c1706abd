// Adds what only a script can do: to copy, and to print. The page says all without it.
document.querySelectorAll(".print").forEach(function (button) {
  button.hidden = false;
  button.parentElement.hidden = false;
  button.addEventListener("click", function () { window.print(); });
});
document.querySelectorAll(".copy").forEach(function (button) {
  var word = button.textContent;
  if (!navigator.clipboard) { return; }
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent).then(function () {
      button.textContent = button.dataset.done;
      window.setTimeout(function () { button.textContent = word; }, 2000);
    });
  });
});
