/* What Streamlit leaves to do for whoever has no mouse, or hears the page: French names, and where the focus goes. */
(() => {
  "use strict";
  const NAMES = {
    "Expand sidebar": "Ouvrir le menu",
    "Collapse sidebar": "Fermer le menu",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Link to heading": "Lien vers ce titre",
    "Close": "Fermer",
    "Open": "Ouvrir",
    "App pages": "Pages de Vigie",
    "Sidebar": "Menu",
    "Selected values": "Valeurs choisies",
    "Choose date": "Choisir un jour",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "progress": "Avancement",
  };
  const BEGINNINGS = [["Help for ", "Aide : "], ["Remove ", "Retirer "], ["Upload ", "Envoyer "]];
  const named = (element) => {
    const name = element.getAttribute("aria-label");
    if (Object.hasOwn(NAMES, name)) element.setAttribute("aria-label", NAMES[name]);
    // An icon within a sentence stands beside its words: « check_circle icon » would be read before them.
    if (element.getAttribute("role") === "img" && /^[a-z0-9_]+ icon$/.test(name)) element.setAttribute("aria-hidden", "true");
    for (const [english, french] of BEGINNINGS) {
      if (name.startsWith(english)) element.setAttribute("aria-label", french + name.slice(english.length));
    }
  };
  const all = (root) => {
    if (!(root instanceof Element)) return;
    if (root.hasAttribute("aria-label")) named(root);
    root.querySelectorAll("[aria-label]").forEach(named);
  };
  const pagesLeft = () => {
    for (const told of document.querySelectorAll('[data-testid="stTopNavSection"] p')) {
      const count = /^(\d+) more$/.exec(told.textContent);
      if (count) told.firstChild.data = `Plus (${count[1]})`;
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") all(change.target);
      else change.addedNodes.forEach(all);
    }
    pagesLeft();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"], characterData: true });

  // The button that opens the menu leaves the page once pressed: the keyboard goes on in the menu, not after it.
  addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-testid="stExpandSidebarButton"]')) return;
    let tries = 20;
    const enter = () => {
      const link = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] a');
      if (link) link.focus();
      else if (tries--) setTimeout(enter, 100);
    };
    enter();
  }, true);
})();
