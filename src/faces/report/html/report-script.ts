/**
 * The report's script: shows the filter, filters findings, opens what a link points to and everything for printing.
 * Plain ES2020, no `</` in it; its hash stands in the page's policy.
 */
export const reportScript = `"use strict";
(() => {
  const form = document.getElementById("filter");
  const standing = document.getElementById("by-standing");
  const account = document.getElementById("by-account");
  const check = document.getElementById("by-check");
  const count = document.getElementById("count");
  const groups = Array.from(document.querySelectorAll("details.check"), (group) => ({
    group, text: group.dataset.check, wasOpen: group.open, rows: Array.from(group.querySelectorAll("li.f")),
  }));
  const total = groups.reduce((sum, each) => sum + each.rows.length, 0);
  const apply = () => {
    const wanted = { standing: standing.value, account: account.value.trim().toLowerCase(), check: check.value.trim().toLowerCase() };
    const isFiltered = wanted.standing !== "" || wanted.account !== "" || wanted.check !== "";
    let shown = 0;
    for (const { group, text, wasOpen, rows } of groups) {
      const fits = wanted.check === "" || text.includes(wanted.check);
      let any = 0;
      for (const row of rows) {
        const isShown = fits && (wanted.standing === "" || row.dataset.standing === wanted.standing)
          && (wanted.account === "" || row.dataset.account.includes(wanted.account));
        row.hidden = !isShown;
        if (isShown) any += 1;
      }
      group.hidden = any === 0;
      group.open = isFiltered ? any > 0 && (shown < 300 || any < 50) : wasOpen;
      shown += any;
    }
    count.textContent = isFiltered ? shown + " of " + total + " findings" : total + " findings";
  };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(apply, 120); };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  standing.addEventListener("change", apply);
  account.addEventListener("input", soon);
  check.addEventListener("input", soon);
  apply();
  const openTarget = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", openTarget);
  openTarget();
  let closed = [];
  addEventListener("beforeprint", () => {
    const now = Array.from(document.querySelectorAll("details:not([open])"));
    closed = closed.concat(now);
    for (const each of now) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; closed = []; });
})();`;
