/* The map in the browser. Outlines are drawn once; `paint` and `points` are the only orders that arrive afterwards.
   Every text is written with textContent: names come from files that anyone may have written. */
window.vigie = (() => {
  "use strict";
  const MARKS = {
    exact: { radius: 5, color: "#161616", weight: 1.2, fillColor: "#161616", fillOpacity: 0.9 },
    street: { radius: 5, color: "#161616", weight: 2.2, fillColor: "#ffffff", fillOpacity: 1 },
    commune: { radius: 6, color: "#161616", weight: 1.6, dashArray: "2 2", fillColor: "#ffffff", fillOpacity: 0.85 },
  };
  const SELECTED = { fill: false, interactive: false, color: "#161616", weight: 3 };
  const shapes = new Map(); // code → its drawings: one, or two for Paris and its neighbours
  const files = new Map(); // address of points → what it holds
  let map, settings, selection, order, clicks = 0;

  function start(leafletMap, given) {
    map = leafletMap;
    settings = given;
    map.createPane("vigie-points").style.zIndex = 450; // above the départements, whichever arrives first
    document.documentElement.lang = "fr";
    document.title = "Carte des départements";
    if (window.frameElement) window.frameElement.title = "Carte des départements";
    if (L.Browser.mobile) map.dragging.disable(); // one finger scrolls the page, two zoom
    else L.control.zoom({ position: "topright", zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    const notice = say("Chargement de la carte…");
    fetch(given.outlines)
      .then((answer) => {
        if (!answer.ok) throw new Error(`${given.outlines}: ${answer.status}`);
        return answer.json();
      })
      .then((content) => {
        draw(content);
        notice.remove();
        if (order) paint(order);
      })
      .catch((error) => {
        notice.textContent = "Les contours n’ont pas pu être chargés. Rechargez la page ; le tableau dit la même chose.";
        console.error(error);
      });
  }

  function say(sentence) {
    const notice = document.createElement("div");
    notice.className = "vigie-notice";
    notice.setAttribute("role", "status");
    notice.textContent = sentence;
    map.getContainer().append(notice);
    return notice;
  }

  function draw(content) {
    const frames = L.featureGroup(content.frames.map(frame)).addTo(map);
    selection = L.geoJSON(null, { style: () => SELECTED });
    const twice = new Set(content.departements.features.filter((f) => f.properties.inset).map((f) => f.properties.code));
    const drawn = L.geoJSON(content.departements, {
      style: { color: settings.outline, weight: 0.7, fillColor: "#ffffff", fillOpacity: 1, className: "vigie-departement" },
      onEachFeature: (feature, layer) => {
        const { code } = feature.properties;
        shapes.set(code, [...(shapes.get(code) || []), layer]);
        layer.bindTooltip(tooltip, { sticky: true, className: "vigie-tooltip", direction: "auto" });
        layer.on({ mouseover: () => select(feature), mouseout: unselect, click: () => open(code) });
      },
    }).addTo(map);
    selection.addTo(map);
    addPatterns();
    drawn.eachLayer((layer) => {
      const { code, inset } = layer.feature.properties;
      // Of two drawings, the enlarged one speaks; the other would say everything twice.
      if (inset || !twice.has(code)) makeReachable(layer, () => open(code));
      else layer.getElement().setAttribute("aria-hidden", "true");
      layer.getElement().dataset.code = code;
    });
    addSkip();
    const bounds = drawn.getBounds().extend(frames.getBounds());
    const fit = () => { map.invalidateSize(false); map.fitBounds(bounds, { padding: [4, 4], animate: false }); sizeCaptions(); };
    fit();
    map.setMaxBounds(bounds.pad(0.3));
    window.addEventListener("resize", fit);
    map.on("zoomend", sizeCaptions);
  }

  function frame({ caption, box: [west, south, east, north] }) {
    const outline = L.rectangle([[south, west], [north, east]], { color: "#8a8a8a", weight: 1, fill: false, interactive: false });
    const text = document.createElement("span");
    text.textContent = caption;
    const icon = L.divIcon({ className: "vigie-caption", html: text, iconSize: null, iconAnchor: [0, 0] });
    const label = L.marker([north, west], { icon, interactive: false, keyboard: false });
    label.frame = [[north, west], [north, east]];
    return L.featureGroup([outline, label]);
  }

  function sizeCaptions() {
    map.eachLayer((layer) => {
      if (!layer.frame || !layer.getElement()) return;
      const [left, right] = layer.frame.map((corner) => map.latLngToContainerPoint(corner).x);
      layer.getElement().style.width = `${right - left}px`;
    });
  }

  function addPatterns() {
    const svg = map.getPane("overlayPane").querySelector("svg");
    const definitions = document.createElementNS("http://www.w3.org/2000/svg", "defs");
    definitions.innerHTML = settings.patterns
      .map(({ id, drawing }) => `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse">${drawing}</pattern>`)
      .join("");
    svg.prepend(definitions);
  }

  function makeReachable(layer, act) {
    const path = layer.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.addEventListener("focus", () => { if (layer.feature) select(layer.feature); layer.openTooltip(centre(layer)); });
    path.addEventListener("blur", () => { unselect(); layer.closeTooltip(); });
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
  }

  function centre(layer) {
    return layer.getBounds ? layer.getBounds().getCenter() : layer.getLatLng();
  }

  function addSkip() {
    const after = document.createElement("span");
    after.className = "vigie-skip";
    after.tabIndex = 0; // with -1, Chromium would go back to the beginning of the map
    after.textContent = "Fin de la carte";
    const skip = document.createElement("button");
    skip.className = "vigie-skip";
    skip.type = "button";
    skip.textContent = "Passer la carte";
    skip.addEventListener("click", () => after.focus());
    map.getContainer().prepend(skip);
    map.getContainer().append(after);
  }

  function select(feature) {
    selection.clearLayers();
    selection.addData(feature);
  }

  function unselect() {
    selection.clearLayers();
  }

  function tooltip(layer) {
    const { code, name } = layer.feature.properties;
    return written([`${name} (${code})`, ...readings(code)]);
  }

  function written([title, ...lines]) {
    const block = document.createElement("div");
    const first = document.createElement("strong");
    first.textContent = title;
    block.append(first, ...lines.map((line) => {
      const each = document.createElement("span");
      each.textContent = line;
      return each;
    }));
    return block;
  }

  function readings(code) {
    if (!order) return [];
    const cell = order.cells[code];
    return cell ? cell.slice(1) : [order.others[1]];
  }

  function paint(received) {
    order = received;
    for (const [code, layers] of shapes) {
      const cell = order.cells[code];
      for (const layer of layers) {
        layer.setStyle({ fillColor: cell ? order.fills[cell[0]] : order.others[0] });
        const { name } = layer.feature.properties;
        layer.getElement().setAttribute("aria-label", `${name} (${code})\u00a0: ${readings(code).join(", ")}`);
      }
    }
    if (shapes.size) document.body.dataset.painted = order.title;
  }

  function open(code) {
    // The count makes two clicks on the same département two different answers.
    if (window.Streamlit) window.Streamlit.setComponentValue({ departement: code, n: ++clicks, at: Date.now() });
  }

  function points(group, address, shown) {
    const wanted = new Set(shown);
    if (!files.has(address)) files.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))));
    files.get(address)
      .then((places) => places.forEach((place) => addPoint(group, place, wanted)))
      .catch((error) => { files.delete(address); console.error(address, error); });
  }

  function addPoint(group, { at: [lon, lat], kind, wording, branches }, wanted) {
    const present = branches.filter(([id]) => wanted.has(id));
    if (!present.length || !map.hasLayer(group)) return;
    const mark = { ...MARKS[kind], radius: MARKS[kind].radius + Math.min(4, Math.log2(present.length)), className: "vigie-point", pane: "vigie-points" };
    const layer = L.circleMarker([lat, lon], mark);
    const label = present.length === 1 ? present[0][1] : `${present.length} antennes ou associations`;
    layer.bindTooltip(() => written([label, wording]), { className: "vigie-tooltip" });
    layer.bindPopup(() => listed(present, wording), { maxWidth: 280 });
    layer.addTo(group);
    makeReachable(layer, () => layer.openPopup());
    layer.getElement().setAttribute("aria-label", `${label}\u00a0: ${wording}`);
  }

  function listed(present, wording) {
    const block = document.createElement("div");
    const lines = present.map(([, title, detail]) => {
      const each = document.createElement("p");
      each.append(...written([title, detail]).childNodes);
      return each;
    });
    const last = document.createElement("p");
    last.textContent = wording;
    block.append(...lines, last);
    return block;
  }

  return { start, paint, points };
})();
