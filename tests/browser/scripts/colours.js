// How colours stand out from one another: WCAG's ratio, of colours as the browser lays them.
globalThis.colours = (() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const seen = new Map();
  const rgba = (colour) => {
    if (!seen.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      seen.set(colour, [r, g, b, a / 255]);
    }
    return seen.get(colour);
  };
  const over = ([r, g, b, a], behind) =>
    [r, g, b].map((part, place) => part * a + behind[place] * (1 - a));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const opacity = (element) => {
    let whole = 1;
    for (let at = element; at; at = at.parentElement) whole *= getComputedStyle(at).opacity;
    return whole;
  };
  const faded = (colour, share) => [...colour.slice(0, 3), colour[3] * share];

  // Every colour that may be behind an element, from the canvas upwards.
  const behind = (element) => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
    let colours = [dark ? [18, 18, 18] : [255, 255, 255]];
    const way = [];
    for (let at = element; at; at = at.parentElement) way.unshift(at);
    for (const at of way) {
      const style = getComputedStyle(at);
      const paint = rgba(style.backgroundColor);
      colours = colours.map((colour) => over(paint, colour));
      const stops = style.backgroundImage.match(/(?:rgba?|color|oklch|oklab|lab|lch)\([^()]*\)/g);
      const gradient = (stops || []).flatMap((stop) => colours.map((c) => over(rgba(stop), c)));
      colours = colours.concat(gradient);
    }
    return colours;
  };
  const least = (colour, others) => Math.min(...others.map((c) => ratio(over(colour, c), c)));
  return { rgba, over, faded, opacity, behind, least };
})();
