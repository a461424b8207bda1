/* One point that a person moves. `place` is the only order that arrives after `start`; a move goes back once, when the
   hand lets go or the keys rest. Every text is written with textContent: names come from files anyone may have written. */
window.vigiePoint = (() => {
  "use strict";
  const STEP_M = 10, LONG_STEP_M = 100, REST_MS = 600, METRES_PER_DEGREE = 111195;
  const DIRECTIONS = ["nord", "nord-est", "est", "sud-est", "sud", "sud-ouest", "ouest", "nord-ouest"];
  const KEYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  const PIN = '<svg viewBox="0 0 30 42" width="30" height="42" aria-hidden="true"><path d="M15 1.5a13 13 0 0 0-13 13C2 24 15 40.5 15 40.5S28 24 28 14.5a13 13 0 0 0-13-13z" fill="#000091" stroke="#ffffff" stroke-width="2"/><circle cx="15" cy="14.5" r="5" fill="#ffffff"/></svg>';
  let map, marker, surroundings, names = [], order, status, sent = null, resting = null;

  function start(leafletMap, given) {
    map = leafletMap;
    document.documentElement.lang = "fr";
    document.title = "Point sur la carte";
    if (window.frameElement) window.frameElement.title = "Point sur la carte";
    if (L.Browser.mobile) map.dragging.disable(); // one finger scrolls the page, or moves the point; two zoom
    L.control.zoom({ position: "topright", zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    surroundings = L.layerGroup().addTo(map);
    status = document.createElement("div");
    status.className = "vigie-said";
    status.setAttribute("role", "status");
    map.getContainer().append(status);
    map.on("zoomend resize", declutter);
    window.addEventListener("resize", () => map.invalidateSize(false));
    fetch(given.outlines)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((content) => {
        const style = { color: "#6a6a6a", weight: 1.5, fillColor: "#f5f5fe", fillOpacity: 0.6, interactive: false };
        L.geoJSON(content, { style, interactive: false }).addTo(map).bringToBack();
        map.getContainer().dataset.outlined = content.features.length;
      })
      .catch((error) => {
        say("Les contours n’ont pas pu être chargés. Les boutons sous la carte déplacent le point de la même façon.");
        console.error(given.outlines, error);
      });
  }

  function place(received) {
    const late = resting !== null || (sent !== null && received.answered !== sent);
    if (order && late) return; // the person has moved the point since: the next order will know it
    order = received;
    const first = !marker;
    if (first) {
      marker = L.marker(order.at, { icon: icon(), draggable: true, autoPan: true, keyboard: true }).addTo(map);
      marker.on("drag", () => say(reading()));
      marker.on("dragend", send);
      const pin = marker.getElement();
      pin.setAttribute("role", "application");
      pin.addEventListener("keydown", step);
      pin.addEventListener("blur", () => { if (resting !== null) send(); });
    }
    marker.setLatLng(order.at);
    marker.getElement().setAttribute(
      "aria-label",
      `${order.label}\u00a0: point à déplacer. Flèches\u00a0: ${STEP_M}\u00a0m\u00a0; Maj et flèches\u00a0: ${LONG_STEP_M}\u00a0m.`,
    );
    if (first) {
      map.invalidateSize(false);
      map.setView(order.at, 12, { animate: false });
    } else if (!map.getBounds().pad(-0.05).contains(order.at)) map.panTo(order.at, { animate: false });
    surround();
    map.getContainer().dataset.at = order.at.join(" ");
    say(reading());
  }

  function icon() {
    return L.divIcon({ className: "vigie-pin", html: PIN, iconSize: [30, 42], iconAnchor: [15, 41] });
  }

  function surround() {
    surroundings.clearLayers();
    names = order.around.map(([name, ...at]) => {
      const text = document.createElement("span");
      text.textContent = name;
      const dot = L.divIcon({ className: "vigie-commune", html: text, iconSize: [7, 7] });
      return L.marker(at, { icon: dot, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(surroundings);
    });
    if (order.found) L.circleMarker(order.found, { radius: 8, color: "#161616", weight: 2, dashArray: "3 3", fill: false, interactive: false }).addTo(surroundings);
    declutter();
  }

  function declutter() {
    const taken = [];
    for (const each of names) {
      const text = each.getElement() && each.getElement().firstChild;
      if (!text) continue;
      text.hidden = false;
      const box = text.getBoundingClientRect();
      text.hidden = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      if (!text.hidden) taken.push(box);
    }
  }

  function step(event) {
    const direction = KEYS[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const metres = event.shiftKey ? LONG_STEP_M : STEP_M;
    const { lat, lng } = marker.getLatLng();
    const degrees = metres / METRES_PER_DEGREE;
    marker.setLatLng([lat + direction[0] * degrees, lng + (direction[1] * degrees) / Math.cos((lat * Math.PI) / 180)]);
    if (!map.getBounds().pad(-0.05).contains(marker.getLatLng())) map.panTo(marker.getLatLng(), { animate: false });
    say(reading());
    clearTimeout(resting);
    resting = setTimeout(send, REST_MS);
  }

  function send() {
    clearTimeout(resting);
    resting = null;
    const { lat, lng } = marker.getLatLng();
    const point = [lat, lng].map((degrees) => Number(degrees.toFixed(5)));
    if (point.join() === order.at.join()) return;
    sent = Date.now();
    if (window.Streamlit) window.Streamlit.setComponentValue({ point, at: sent });
  }

  function reading() {
    const { lat, lng } = marker.getLatLng();
    const [fromLat, fromLng] = order.found || order.at;
    const north = (lat - fromLat) * METRES_PER_DEGREE;
    const east = (lng - fromLng) * METRES_PER_DEGREE * Math.cos((fromLat * Math.PI) / 180);
    const metres = Math.round(Math.hypot(north, east));
    if (metres < 2) return order.found ? "Point là où l’adresse a été trouvée." : "";
    const direction = DIRECTIONS[(Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8];
    const to = /^[eo]/.test(direction) ? "à l’" : "au ";
    const from = order.found ? "de l’adresse trouvée" : "de sa place";
    return `Point à ${metres.toLocaleString("fr-FR")}\u00a0m ${to}${direction} ${from}.`;
  }

  function say(sentence) {
    status.textContent = sentence;
  }

  return { start, place };
})();
