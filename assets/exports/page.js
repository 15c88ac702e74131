"use strict";
// Filters the rows of the page and redraws the bars. It reads the page only, and no network.
(() => {
  const form = document.querySelector("form"), count = form.querySelector("output");
  const rows = [...document.querySelectorAll("#events > li")];
  const hits = [...document.querySelectorAll(".hit")];
  const bars = new Map([...document.querySelectorAll(".shown")].map((bar) => [bar.dataset.bucket, bar]));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map();
  const wordsOf = (row) => {
    if (!words.has(row)) words.set(row, fold(row.textContent));
    return words.get(row);
  };
  let bucket = "";

  const apply = () => {
    const asked = fold(form.q.value).split(/\s+/).filter(Boolean);
    const shown = new Map();
    let total = 0;
    for (const row of rows) {
      const fits = (!form.type.value || row.dataset.type === form.type.value)
        && (!form.status.value || row.dataset.status === form.status.value)
        && asked.every((word) => wordsOf(row).includes(word));
      if (fits && row.dataset.bucket) {
        shown.set(row.dataset.bucket, (shown.get(row.dataset.bucket) || 0) + 1);
      }
      row.hidden = !fits || (bucket !== "" && row.dataset.bucket !== bucket);
      if (!row.hidden) total += 1;
    }
    for (const [key, bar] of bars) {
      const height = (shown.get(key) || 0) * Number(bar.dataset.unit);
      bar.setAttribute("height", String(height));
      bar.setAttribute("y", String(100 - height));
    }
    for (const hit of hits) hit.classList.toggle("on", hit.dataset.bucket === bucket);
    count.textContent = `${total.toLocaleString("en")} of ${rows.length.toLocaleString("en")} events`;
    document.body.dataset.shown = String(total);
  };

  const state = () => {
    const kept = new URLSearchParams();
    for (const name of ["q", "type", "status"]) if (form[name].value) kept.set(name, form[name].value);
    if (bucket) kept.set("when", bucket);
    return kept.toString();
  };
  const keep = () => { history.replaceState(null, "", `#${state()}`); apply(); };
  const restore = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const name of ["q", "type", "status"]) form[name].value = kept.get(name) || "";
    bucket = kept.get("when") || "";
    apply();
  };

  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { bucket = ""; setTimeout(keep); });
  for (const hit of hits) {
    hit.addEventListener("click", () => { bucket = bucket === hit.dataset.bucket ? "" : hit.dataset.bucket; keep(); });
  }
  window.addEventListener("hashchange", restore);
  form.hidden = false;
  restore();
})();
