// Filters the editions of the catalogue. The page is whole without it: all of them are listed too.
"use strict";
(() => {
  const SHOWN = 30;
  const index = JSON.parse(document.getElementById("editions").textContent);
  const finder = document.getElementById("finder");
  const form = finder.querySelector("form");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const more = document.getElementById("more");
  const below = more.parentElement;
  const fields = ["words", "report", "area", "cadence", "year"];
  const lang = document.documentElement.lang;
  const comma = lang === "fa" ? "، " : ", ";
  const digits = text => lang === "fa" ? text.replace(/\d/g, digit => "۰۱۲۳۴۵۶۷۸۹"[digit]) : text;
  const format = new Intl.NumberFormat(lang);

  // What is left of a text when habits of spelling are taken away.
  const LETTERS = {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و"};
  const plain = text => text.normalize("NFKC").toLowerCase()
    .replace(/[۰-۹]/g, digit => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit))
    .replace(/[٠-٩]/g, digit => "٠١٢٣٤٥٦٧٨٩".indexOf(digit))
    .replace(/[يىئكةأإآؤ]/g, letter => LETTERS[letter])
    .replace(/[\p{Mn}\p{Cf}ـ]/gu, "")
    .replace(/\//g, "-");

  function before(period) {
    const [year, month] = period.split("-").map(Number);
    if (!month) return String(year - 1);
    return month > 1 ? `${year}-${String(month - 1).padStart(2, "0")}` : `${year - 1}-12`;
  }
  function nameOf(period) {
    const [year, month] = period.split("-");
    return `${month ? index.months[month - 1] : index.year} ${digits(year)}`;
  }

  // The periods of a cadence, from the runs of those that have the same reports and areas.
  function* periodsOf(cadence) {
    for (const [newest, count, held] of cadence.held) {
      for (let period = newest, left = count; left; left -= 1, period = before(period)) {
        yield {cadence, period, held, end: period.length > 4 ? period : `${period}-12`};
      }
    }
  }
  // Every edition, the newest first: a year ends with its last month.
  function editions() {
    const everywhere = index.areas.map((_, place) => place);
    const areas = index.areas.map(([code, name]) => ({area: code, areaName: name, key: plain(`${name} ${code}`)}));
    const made = [];
    const periods = index.cadences.flatMap(cadence => [...periodsOf(cadence)]);
    periods.sort((one, other) => one.end < other.end ? 1 : one.end > other.end ? -1 : 0);
    const titles = new Map(index.cadences.flatMap(cadence => cadence.reports.map(([, title]) => [title, plain(title)])));
    for (const {cadence, period, held} of periods) {
      const name = nameOf(period), year = period.slice(0, 4);
      const ofPeriod = plain(`${name} ${cadence.name} ${period}`);
      cadence.reports.forEach(([report, title], place) => {
        for (const number of held[place] === 1 ? everywhere : held[place]) {
          const {area, areaName, key} = areas[number];
          made.push({
            report, title, area, areaName, name, year, cadence: cadence.code,
            path: `${cadence.code}/${period}/${area}/${report}${index.mark}`,
            key: `${titles.get(title)} ${key} ${ofPeriod}`,
          });
        }
      });
    }
    return made;
  }
  let all = null;
  const everything = () => all ??= editions();
  const corrected = new Set(index.corrected);

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }
  function row(edition) {
    const named = [edition.title, edition.areaName, edition.name].join(comma);
    const file = (ending, type) => {
      const link = element("a", {href: `${index.data}${edition.path}.${ending}`, download: "", lang: "en", dir: "ltr"}, type);
      link.setAttribute("aria-label", `${named}${comma}${type}`);
      return link;
    };
    const item = element("li", {},
      element("a", {href: `${index.pages}${edition.path}.html`}, named), " ",
      element("span", {className: "files"}, file("csv", "CSV"), " ", file("xlsx", "Excel")));
    if (corrected.has(edition.path)) {
      item.append(" ", element("span", {className: "corrected"}, index.words.corrected));
    }
    return item;
  }

  let matches = [];
  function showMore() {
    const next = matches.slice(results.children.length, results.children.length + SHOWN);
    results.append(...next.map(row));
    const left = matches.length - results.children.length;
    more.textContent = index.words.show_more.replace("{number}", format.format(Math.min(left, SHOWN)));
    if (left) below.append(more);
    else more.remove();
  }
  function find() {
    const asked = Object.fromEntries(fields.map(name => [name, form.elements[name].value.trim()]));
    const words = plain(asked.words).split(/[\s،,]+/).filter(Boolean);
    const chosen = fields.slice(1).filter(name => asked[name]);
    results.replaceChildren();
    matches = !words.length && !chosen.length ? [] : everything().filter(edition =>
      chosen.every(name => edition[name] === asked[name]) &&
      words.every(word => edition.key.includes(word)));
    const {found_none: none, found_one: one, found_many: many} = index.words;
    found.textContent = !words.length && !chosen.length ? ""
      : !matches.length ? none
      : matches.length === 1 ? one : many.replace("{number}", format.format(matches.length));
    showMore();
  }

  // What is asked for stands in the address, so that Back works and a link can be passed on.
  function write(way) {
    const asked = new URLSearchParams();
    for (const name of fields) {
      const value = form.elements[name].value.trim();
      if (value) asked.set(name, value);
    }
    history[way](null, "", `#${asked}`);
  }
  function read() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return; // it leads to a part of the page
    const asked = new URLSearchParams(hash);
    for (const name of fields) form.elements[name].value = asked.get(name) ?? "";
    for (const name of fields.slice(1)) {
      if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    }
    find();
  }

  let waiting = 0;
  form.addEventListener("input", event => {
    find();
    clearTimeout(waiting);
    const going = event.target.name === "words" && location.hash.includes("words=");
    if (going) waiting = setTimeout(write, 300, "replaceState");
    else write("pushState");
  });
  form.addEventListener("reset", () => setTimeout(() => { find(); write("pushState"); }));
  form.addEventListener("submit", event => event.preventDefault());
  more.addEventListener("click", () => {
    const first = results.children.length;
    showMore();
    results.children[first].querySelector("a").focus();
  });
  window.addEventListener("popstate", read);
  finder.hidden = false;
  read();
  setTimeout(everything); // before anyone types
})();
