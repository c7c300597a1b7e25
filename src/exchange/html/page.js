// Finds in the page: every word must stand in an item or in a heading above it. `#q=…` in the address is the same.
(() => {
  const fold = (text) => text.normalize("NFKC").toLowerCase().replaceAll("臺", "台");
  const form = document.getElementById("search");
  const input = document.getElementById("q");
  const found = document.getElementById("found");
  const parts = [...document.querySelectorAll(".year, .part")];
  const text = (row) => {
    const own = row.cloneNode(true);
    // A chart's words are the numbers of other years.
    for (const chart of own.querySelectorAll("svg")) chart.remove();
    let text = own.textContent;
    for (let part = row.closest(".part"); part; part = part.parentElement.closest(".part, .year")) text += "\n" + part.firstElementChild.textContent;
    return fold(text);
  };
  const items = [...document.querySelectorAll(".item")].map((row) => ({ row, text: text(row) }));
  const links = [...document.querySelectorAll("nav a")].map((link) => ({ link, to: document.getElementById(link.hash.slice(1)) }));

  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of items) {
      row.hidden = !words.every((word) => text.includes(word));
      count += row.hidden ? 0 : 1;
    }
    for (const part of parts) part.hidden = words.length > 0 && !part.querySelector(".item:not([hidden])");
    for (const { link, to } of links) link.parentElement.hidden = to.hidden;
    found.textContent = words.length ? found.dataset.words.replace("{0}", count).replace("{1}", items.length) : "";
  };
  const read = () => {
    const hash = location.hash;
    if (hash.startsWith("#q=")) {
      try { input.value = decodeURIComponent(hash.slice(3)); } catch { input.value = hash.slice(3); }
      show();
      return;
    }
    const to = document.getElementById(hash.slice(1));
    if (to && to.closest("[hidden]")) { input.value = ""; show(); to.scrollIntoView(); }
  };
  input.addEventListener("input", () => {
    show();
    history.replaceState(null, "", input.value ? "#q=" + encodeURIComponent(input.value) : "#");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  form.hidden = false;
  read();
})();
