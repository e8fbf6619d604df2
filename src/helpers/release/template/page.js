// What a page offers where scripts run: its charts as files, its citation to copy.
"use strict";
const root = document.documentElement;
const words = document.getElementById("downloads").dataset;
const about = JSON.parse(document.querySelector("[type='application/ld+json']").textContent);
const MARGIN = 16;
// Of a PNG, for one of the page.
const PIXELS = 3;
const FONT = "Vazirmatn, Tahoma, sans-serif";
const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "font-size", "font-weight", "text-anchor"];

const make = (name, values) => Object.assign(document.createElement(name), values);
const textOf = (place, selector) => place.querySelector(selector)?.textContent ?? "";
const within = (list) => [...list].flatMap((rule) =>
  rule instanceof CSSMediaRule ? [] : [rule, ...within(rule.cssRules ?? [])]);
const rules = () => [...document.styleSheets].flatMap((sheet) => within(sheet.cssRules));

// Work while a figure has the colours of the light theme: files end up on white paper.
const inLight = (figure, work) => {
  const before = figure.style.cssText;
  for (const { selectorText, style } of rules()) {
    if (!selectorText || !root.matches(selectorText)) continue;
    for (const name of style) {
      if (name.startsWith("--")) figure.style.setProperty(name, style.getPropertyValue(name));
    }
  }
  figure.style.cssText += "color-scheme:light;color:var(--ink)";
  const done = work();
  figure.style.cssText = before;
  return done;
};

// A copy of a drawing that needs no style sheet.
const onItsOwn = (drawing) => {
  const copy = drawing.cloneNode(true);
  const seen = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, place) => {
    const style = getComputedStyle(seen[place]);
    const around = place ? getComputedStyle(seen[place].parentNode) : {};
    const said = PAINT.filter((name) => style[name] !== around[name]);
    if (style.opacity < 1) said.push("opacity");
    element.removeAttribute("class");
    element.style.cssText = said.map((name) => `${name}:${style[name]}`).join(";");
  });
  copy.style.cssText += `direction:ltr;overflow:visible;font-family:${FONT}`;
  return copy;
};

const linesOf = (text, font, width) => {
  const pen = make("canvas").getContext("2d");
  pen.font = font;
  const lines = [""];
  for (const word of text.trim().split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
};

const set = (element, attributes) => {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
};
const part = (name, attributes, text = "") => {
  const made = set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
  made.textContent = text;
  return made;
};

const asSvg = (figure) => {
  const drawings = inLight(figure, () => [...figure.querySelectorAll("svg")].map(onItsOwn));
  const inside = Math.max(...drawings.map((drawing) => drawing.viewBox.baseVal.width));
  const width = inside + 2 * MARGIN;
  const faces = rules().filter((rule) => rule instanceof CSSFontFaceRule);
  const caption = textOf(figure, "figcaption");
  const whole = part("svg", { width, lang: root.lang, role: "img" });
  whole.append(
    part("title", {}, caption),
    part("desc", {}, textOf(figure, ".description")),
    part("style", {}, faces.map((rule) => rule.cssText).join("\n")),
    part("rect", { width: "100%", height: "100%", fill: "#fff" }),
  );
  let down = MARGIN;
  const [x, anchor] = root.dir === "rtl" ? [width - MARGIN, "end"] : [MARGIN, "start"];
  const write = (text, weight, size) => {
    const type = { "font-family": FONT, "font-weight": weight, "font-size": size };
    for (const line of linesOf(text, `${weight} ${size}px ${FONT}`, inside)) {
      down += size * 1.6;
      // An isolate keeps the line in the direction of its language.
      whole.append(part("text", { x, y: down, "text-anchor": anchor, fill: "#1a2230", ...type },
        `\u2068${line}\u2069`));
    }
  };
  write(caption, 700, 15);
  for (const drawing of drawings) {
    const { width, height } = drawing.viewBox.baseVal;
    whole.append(set(drawing, { x: MARGIN, y: down + MARGIN, width, height }));
    down += height + MARGIN;
  }
  const synthetic = textOf(document, ".banner.synthetic strong");
  write(`${words.source}: ${about.creator.name}. ${about.name}. ${synthetic}`, 400, 11);
  write(about.identifier, 400, 11);
  const height = Math.ceil(down + MARGIN);
  set(whole, { height, viewBox: `0 0 ${width} ${height}` });
  return { text: new XMLSerializer().serializeToString(whole), width, height };
};

const asPng = async ({ text, width, height }) => {
  const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(text)}` });
  await image.decode();
  const canvas = make("canvas", { width: width * PIXELS, height: height * PIXELS });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
};

const save = (blob, name) => {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(URL.revokeObjectURL, 60000, link.href);
};

const button = (textContent, onclick) => make("button", { type: "button", textContent, onclick });
const toolbar = (kind, ...parts) => {
  const made = make("div", { className: `toolbar ${kind}` });
  made.append(...parts);
  return made;
};

document.querySelectorAll("figure.chart:has(svg)").forEach((figure, place) => {
  const name = `${about.identifier.replaceAll("/", "-")}-figure-${place + 1}`;
  const svg = button("SVG", () =>
    save(new Blob([asSvg(figure).text], { type: "image/svg+xml" }), `${name}.svg`));
  const png = button("PNG", async () => save(await asPng(asSvg(figure)), `${name}.png`));
  for (const each of [svg, png]) {
    each.ariaLabel = `${words.chart} ${each.textContent}: ${textOf(figure, "figcaption")}`;
    each.replaceChildren(make("bdi", { lang: "en", textContent: each.textContent }));
  }
  figure.append(toolbar("chart-tools", `${words.chart}: `, svg, png));
});

const cited = document.querySelector(".citation");
if (cited) {
  const said = make("span", { role: "status" });
  const copy = button(cited.dataset.copy, async () => {
    getSelection().selectAllChildren(cited);
    const copied = await navigator.clipboard?.writeText(cited.textContent)
      .then(() => true, () => document.execCommand("copy"));
    said.textContent = copied ? cited.dataset.copied : cited.dataset.selected;
  });
  cited.after(toolbar("citation-tools", copy, said));
}
