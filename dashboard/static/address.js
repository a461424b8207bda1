/* Streamlit adds a step to the history for each parameter that a page writes in its address. Completing an address by
   itself would trap the Back button: it would return to the incomplete address, which completes itself again. Only what
   the visitor does makes a step; what the page adds afterwards replaces it. */
(() => {
  "use strict";
  let acted = false;
  const push = history.pushState.bind(history);
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => { acted = true; }, true);
  addEventListener("popstate", () => { acted = false; }, true);
  history.pushState = (state, unused, address) => {
    const target = new URL(address, location.href);
    if (acted || target.pathname !== location.pathname) push(state, unused, target);
    else history.replaceState(state, unused, target);
    acted = false;
  };
  // A link inside a table opens its view in the same session, as the links of the menu do; with a key held down, it
  // opens elsewhere, as any link.
  addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.vigie-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    push({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  }, true);
})();
