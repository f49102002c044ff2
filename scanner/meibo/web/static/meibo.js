// What the pages can do besides, where scripts run; everything else works without.
"use strict";

document.documentElement.dataset.script = "on";

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("q");
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "/" && search && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

document.addEventListener("change", (event) => {
  const name = event.target.dataset.choose;
  if (name) {
    for (const box of event.target.form.elements[name].length ? event.target.form.elements[name] : [event.target.form.elements[name]]) {
      box.checked = event.target.checked;
    }
  }
});

// Once what was prepared is ready, the page that was asked for takes the place of the one that waits.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target.id === "progress" && !document.getElementById("progress")) {
    location.reload();
  }
});
