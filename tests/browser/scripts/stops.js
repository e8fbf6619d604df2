// Where the Tab key must stop, in the order of the document; each is numbered for the walk.
(() => {
  const reached = "a[href], button, input, select, textarea, summary, [tabindex]";
  const stops = [...document.querySelectorAll(reached)].filter(
    (element) =>
      element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") &&
      element.checkVisibility({ visibilityProperty: true }),
  );
  stops.forEach((element, number) => element.setAttribute("data-stop", number));
  return stops.length;
})()
