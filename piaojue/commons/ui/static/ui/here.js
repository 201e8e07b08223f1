// here.js   用我的位置: the browser says where it is; which region that is, is worked out here. Nothing is sent before the form is.
const inside = (ring, x, y) =>
  ring.reduce((within, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length];
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !within : within;
  }, false);
const outer = ({ geometry }) =>
  geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((polygon) => polygon[0]);

/** The part of a map's GeoJSON in which a point lies; parts that are squares are no places. */
export const partAt = (shape, x, y) =>
  shape.features.find(
    (feature) =>
      feature.properties.code && !feature.properties.tile && outer(feature).some((ring) => inside(ring, x, y)),
  );

/** The form's point and, where it is not chosen closer already, its place. Whoever draws the point hears of it. */
export function mark(form, longitude, latitude, part) {
  const { lng, lat, spot } = form.elements;
  if (lng && lat) [lng.value, lat.value] = [longitude.toFixed(6), latitude.toFixed(6)];
  if (spot && part && !spot.value.startsWith(part.properties.code)) {
    const { code, name } = part.properties;
    if (![...spot.options].some((option) => option.value === code)) spot.add(new Option(name, code));
    spot.value = code;
    spot.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.dispatchEvent(new Event("marked"));
}

/** button: <button data-locate="address of the GeoJSON">; its form's place and its lng and lat are filled. */
export function locate(button, say) {
  const form = button.form,
    word = document.createElement("span");
  word.setAttribute("role", "status");
  word.className = "small muted";
  button.after(word);
  button.hidden = false;
  button.addEventListener("click", () => {
    word.textContent = say("正在定位…", "Finding you…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found(coords),
      () => (word.textContent = say("没有得到位置，请在上面选。", "No position; please choose above.")),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });

  async function found({ longitude, latitude, accuracy }) {
    const answer = await fetch(button.dataset.locate).catch(() => null);
    const shape = answer?.ok ? await answer.json() : { features: [] };
    const part = partAt(shape, longitude, latitude);
    const { lng, at } = form.elements;
    if (at && part) {
      at.value = part.properties.code;
      form.requestSubmit();
    }
    mark(form, longitude, latitude, part);
    const metres = Math.round(accuracy);
    if (lng)
      word.textContent = say(
        `已记下位置${part ? `，在${part.properties.name}` : ""}（误差约 ${metres} 米）`,
        `Position noted (within ${metres} m)`,
      );
    else if (!part)
      word.textContent = say("这里不在本地区，请在上面选。", "You are outside the region; please choose above.");
  }
}
