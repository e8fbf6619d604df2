// What a page offers where scripts run: its charts as files, its citation to copy.
"use strict";
(() => {
  const words = document.getElementById("downloads").dataset;
  const about = JSON.parse(document.querySelector("[type='application/ld+json']").textContent);
  const toRight = document.documentElement.dir === "rtl";
  const SCALE = 3; // pixels of a PNG for one of the page
  const MARGIN = 16;
  const FAMILY = "Vazirmatn, Tahoma, sans-serif";
  const INHERITED = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size", "font-weight",
    "text-anchor", "visibility"];
  const OWN = ["opacity", "display", "dominant-baseline", "paint-order"];

  const rules = (list) => [...list].flatMap((rule) =>
    rule instanceof CSSMediaRule ? [] : [rule, ...rules(rule.cssRules ?? [])]);
  const allRules = () => [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules));

  // The colours of the light theme, whichever the reader has: files end up on white paper.
  const inLight = (figure, work) => {
    const before = figure.getAttribute("style") ?? "";
    for (const { selectorText, style } of allRules()) {
      if (selectorText && document.documentElement.matches(selectorText)) {
        for (const name of style) {
          if (name.startsWith("--")) figure.style.setProperty(name, style.getPropertyValue(name));
        }
      }
    }
    figure.style.colorScheme = "light";
    figure.style.color = "var(--ink)";
    try {
      return work();
    } finally {
      figure.setAttribute("style", before);
    }
  };

  // A copy of a drawing that needs no style sheet.
  const onItsOwn = (drawing) => {
    const copy = drawing.cloneNode(true);
    const pairs = [drawing, ...drawing.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, place) => {
      const style = getComputedStyle(pairs[place]);
      const around = place ? getComputedStyle(pairs[place].parentNode) : {};
      const said = [...INHERITED.filter((name) => style[name] !== around[name]), ...OWN];
      element.removeAttribute("class");
      element.setAttribute("style", said.map((name) => `${name}:${style[name]}`).join(";"));
    });
    copy.style.direction = "ltr";
    copy.style.overflow = "visible";
    return copy;
  };

  const linesOf = (text, font, width) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    return text.split(/\s+/).reduce((lines, word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
      return lines;
    }, [""]).filter(Boolean);
  };

  const asSvg = (figure) => {
    const drawings = inLight(figure, () => [...figure.querySelectorAll("svg")].map(onItsOwn));
    const part = (name, attributes, text = "") => {
      const element = document.createElementNS(drawings[0].namespaceURI, name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      element.textContent = text;
      return element;
    };
    const caption = figure.querySelector("figcaption").textContent;
    const boxes = drawings.map((drawing) => drawing.viewBox.baseVal);
    const inside = Math.max(...boxes.map((box) => box.width));
    const width = inside + 2 * MARGIN;
    const whole = part("svg", { width, lang: document.documentElement.lang, role: "img" });
    whole.append(part("title", {}, caption));
    whole.append(part("desc", {}, figure.querySelector(".description")?.textContent ?? ""));
    const faces = allRules().filter((rule) => rule instanceof CSSFontFaceRule);
    whole.append(part("style", {}, faces.map((rule) => rule.cssText).join("\n")));
    whole.append(part("rect", { width: "100%", height: "100%", fill: "#fff" }));
    let down = MARGIN;
    const write = (text, weight, size) => {
      for (const line of linesOf(text, `${weight} ${size}px ${FAMILY}`, inside)) {
        down += size * 1.6;
        whole.append(part("text", {
          x: toRight ? width - MARGIN : MARGIN, y: down, fill: "#1a2230", direction: "ltr",
          "text-anchor": toRight ? "end" : "start", "font-family": FAMILY, "font-weight": weight,
          "font-size": size,
        }, toRight ? `\u2067${line}\u2069` : line));
      }
    };
    write(caption, 700, 15);
    drawings.forEach((drawing, place) => {
      const { width: across, height } = boxes[place];
      Object.entries({ x: MARGIN, y: down + MARGIN, width: across, height }).forEach(
        ([name, value]) => drawing.setAttribute(name, value));
      drawing.style.fontFamily = FAMILY;
      whole.append(drawing);
      down += height + MARGIN;
    });
    const banner = document.querySelector(".banner.synthetic strong")?.textContent ?? "";
    write(`${words.source}: ${about.creator.name}. ${about.name}. ${banner}`, 400, 11);
    write(about.identifier, 400, 11);
    const height = Math.ceil(down + MARGIN);
    whole.setAttribute("height", height);
    whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
    return { text: new XMLSerializer().serializeToString(whole), width, height };
  };

  const asPng = async ({ text, width, height }) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    [link.href, link.download] = [URL.createObjectURL(blob), name];
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const toolbar = (kind, ...parts) => {
    const made = document.createElement("div");
    made.className = `tools ${kind}`;
    made.append(...parts);
    return made;
  };

  [...document.querySelectorAll("figure.chart")].forEach((figure, place) => {
    if (!figure.querySelector("svg") || !figure.querySelector("figcaption")) return;
    const name = `${about.identifier.replaceAll("/", "-")}-figure-${place + 1}`;
    const svg = button("SVG", () => {
      save(new Blob([asSvg(figure).text], { type: "image/svg+xml" }), `${name}.svg`);
    });
    const png = button("PNG", async () => save(await asPng(asSvg(figure)), `${name}.png`));
    const caption = figure.querySelector("figcaption").textContent;
    for (const made of [svg, png]) made.ariaLabel = `${words.chart}, ${made.textContent}: ${caption}`;
    figure.append(toolbar("chart-tools", `${words.chart}: `, svg, png));
  });

  const cited = document.querySelector(".citation");
  if (cited) {
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    const copy = button(cited.dataset.copy, async () => {
      const copied = await navigator.clipboard?.writeText(cited.textContent).then(
        () => true, () => false);
      if (!copied) getSelection().selectAllChildren(cited);
      said.textContent = copied || document.execCommand("copy")
        ? cited.dataset.copied : cited.dataset.selected;
    });
    cited.after(toolbar("citation-tools", copy, said));
  }
})();
