// here.js   用我的位置: the browser says where it is; which region that is, is worked out here. Nothing is sent before the form is.
const inside = (ring, x, y) =>
  ring.reduce((within, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length];
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !within : within;
  }, false);
const outer = ({ geometry }) =>
  geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((polygon) => polygon[0]);

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
    const part = shape.features.find(
      (feature) =>
        feature.properties.code &&
        !feature.properties.tile &&
        outer(feature).some((ring) => inside(ring, longitude, latitude)),
    );
    const { lng, lat, at, spot } = form.elements;
    if (lng && lat) [lng.value, lat.value] = [longitude.toFixed(6), latitude.toFixed(6)];
    if (at && part) {
      at.value = part.properties.code;
      form.requestSubmit();
    }
    if (spot && part && !spot.value.startsWith(part.properties.code)) {
      const { code, name } = part.properties;
      if (![...spot.options].some((option) => option.value === code)) spot.add(new Option(name, code));
      spot.value = code;
      spot.dispatchEvent(new Event("change", { bubbles: true }));
    }
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
