/* What would stop somebody who hears the page, sees it badly, or holds it in one hand; a sentence for each flaw. */
() => {
  const flaws = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  if (document.documentElement.lang !== "fr") flaws.push("the page does not say that it is in French");
  if (document.documentElement.scrollWidth > innerWidth) flaws.push("the page is wider than the window");

  let level = 0;
  for (const heading of [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen)) {
    const now = Number(heading.tagName[1]);
    if (now > level + 1) flaws.push(`« ${heading.innerText} » is of level ${now}, after level ${level}`);
    level = now;
  }

  const text = (id) => document.getElementById(id)?.innerText ?? "";
  const name = (element) =>
    element.getAttribute("aria-label") ||
    (element.getAttribute("aria-labelledby") || "").split(" ").map(text).join(" ").trim() ||
    [...(element.labels ?? [])].map((label) => label.innerText).join(" ").trim() ||
    element.innerText?.trim() || element.title;
  const English = /^(Help for|Clear|Close|Open|Remove|Expand|Collapse|Link to|Choose|Previous|Next|Skip)\b|\bmore$/;
  for (const control of document.querySelectorAll("input, textarea, select, button, a[href], [role=combobox], iframe")) {
    if (!seen(control) || control.type === "hidden" || control.dataset.testid === "stSkipToContent") continue;
    if (!name(control)) flaws.push(`no name: ${control.outerHTML.slice(0, 120)}`);
    else if (English.test(name(control))) flaws.push(`in English: « ${name(control)} »`);
  }

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (above, under) => [0, 1, 2].map((at) => above[at] * above[3] + under[at] * (1 - above[3]));
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((each) => each / 255).map((each) =>
      each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(element) || element.closest("[disabled], [aria-hidden=true], noscript")) continue;
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.unshift(getComputedStyle(at));
    let ground = [255, 255, 255], opacity = 1;
    for (const style of chain) {
      ground = over(colour(style.backgroundColor), ground);
      opacity *= Number(style.opacity);
    }
    const style = chain.at(-1), size = parseFloat(style.fontSize);
    if (size < 2) continue;
    const ink = colour(style.color);
    const [high, low] = [luminance(over([...ink.slice(0, 3), ink[3] * opacity], ground)), luminance(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05), wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (ratio < wanted) flaws.push(`contrast ${ratio.toFixed(2)}: « ${walker.currentNode.data.trim().slice(0, 60)} »`);
  }
  return flaws;
}
