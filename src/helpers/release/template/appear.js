// The page appears together with its font: nothing moves when that is ready a moment later.
{
  const { classList } = document.documentElement;
  const fonts = ["normal", "bold"].map((weight) => document.fonts.load(`${weight} medium Vazirmatn`));
  classList.add("appearing");
  Promise.all(fonts).finally(() => classList.remove("appearing"));
}
