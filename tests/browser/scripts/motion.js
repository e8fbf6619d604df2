// Everything that moves by itself, or glides instead of jumping.
(() => {
  const found = [];
  for (const element of [document.documentElement, ...document.querySelectorAll("body, body *")]) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
      const moves =
        (style.animationName !== "none" && lasts(style.animationDuration)) ||
        lasts(style.transitionDuration) || style.scrollBehavior !== "auto";
      if (moves) found.push(`${element.localName}.${element.getAttribute("class") || ""}`);
    }
  }
  return found;
})()
