// pin.js   the exact point, tapped on a map: the region's borders, and tiles of 天地图 where the office has a key. Nothing is sent before the form is.
const TILES = (layer, key) =>
  `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default` +
  `&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`;

function fetched({ leaflet, leafletStyle }) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: leafletStyle });
  const script = Object.assign(document.createElement("script"), { src: leaflet });
  document.head.append(style, script);
  return new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
  });
}

/** fold: <details data-pin="address of the GeoJSON" data-of="code of the year's place" data-tiles="key or empty">. own: addresses of the library. */
export function pinned(fold, own, say, { mark, partAt }) {
  const form = fold.closest("form"),
    box = fold.querySelector("[data-map]"),
    word = fold.querySelector("[data-word]"),
    [middle, none] = ["middle", "none"].map((name) => fold.querySelector(`[data-${name}]`));
  const { lng, lat } = form.elements;
  let map, pin, shape;
  fold.hidden = false;
  fold.addEventListener("toggle", () => {
    if (fold.open && !map)
      open().catch(() => {
        map = null; // opening the fold again tries again
        word.textContent = say(
          "地图没有打开，请合上再打开一次。",
          "The map did not open; close this and open it again.",
        );
      });
  });
  form.addEventListener("marked", show);
  middle.addEventListener("click", () => map?.on && at(map.getCenter()));
  none.addEventListener("click", () => {
    [lng.value, lat.value] = ["", ""];
    show();
  });

  async function open() {
    map = {};
    const [answer] = await Promise.all([fetch(fold.dataset.pin), fetched(own)]);
    shape = await answer.json();
    const known = { ...shape, features: shape.features.filter((feature) => !feature.properties.tile) };
    box.setAttribute("aria-label", say("地图", "Map"));
    map = L.map(box, { attributionControl: Boolean(fold.dataset.tiles), zoomControl: false });
    L.control.zoom({ zoomInTitle: say("放大", "Zoom in"), zoomOutTitle: say("缩小", "Zoom out") }).addTo(map);
    if (fold.dataset.tiles)
      for (const layer of ["vec", "cva"])
        L.tileLayer(TILES(layer, fold.dataset.tiles), {
          subdomains: "01234567",
          maxZoom: 18,
          attribution: "天地图",
          referrerPolicy: "origin", // a browser key is good for this host alone
        }).addTo(map);
    const named = (name) => Object.assign(document.createElement("span"), { lang: "zh-Hans", textContent: name });
    const ours = ({ properties }) => properties.code === fold.dataset.of;
    const borders = L.geoJSON(known, {
      style: (feature) => ({ className: `pin__part${ours(feature) ? " pin__part--own" : ""}` }),
      onEachFeature: (feature, layer) =>
        layer.bindTooltip(named(feature.properties.name), {
          permanent: true,
          direction: "center",
          className: "pin__name",
        }),
    }).addTo(map);
    const home = borders.getLayers().find((layer) => ours(layer.feature));
    const bounds = (home ?? borders).getBounds();
    if (bounds.isValid()) map.fitBounds(bounds);
    else map.setView([35, 105], 4);
    map.on("click", ({ latlng }) => at(latlng));
    show();
  }

  function at(point) {
    mark(form, point.lng, point.lat, partAt(shape, point.lng, point.lat));
  }

  function show() {
    const marked = lng.value && lat.value;
    none.hidden = !marked;
    word.textContent = marked
      ? say("已标出位置。", "The point is marked.")
      : say("点一下图，标出位置。", "Tap the map to mark the point.");
    if (!map?.on) return;
    pin?.remove();
    if (!marked) return;
    const icon = L.divIcon({ className: "pin__pin", iconSize: [30, 42], iconAnchor: [15, 42] });
    pin = L.marker([lat.value, lng.value], { icon, keyboard: false }).addTo(map);
    if (!map.getBounds().contains(pin.getLatLng())) map.setView(pin.getLatLng(), Math.max(map.getZoom(), 13));
  }
}
