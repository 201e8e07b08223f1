// shrink.js   a phone's photo is made as large as pages show it before it is sent: 4 MB take 40 seconds on a slow line. Where and when it was taken stays in it.
const LONGEST = 1920,
  QUALITY = 0.85,
  SMALL = 600_000;
const EXIF = 0x45786966,
  ORIENTATION = 0x0112,
  HEAD = 131_072;

/** input: a field of photos. What was chosen is exchanged for smaller files; a form that is sent meanwhile waits for them. */
export function watch(input) {
  let work = null;
  input.addEventListener("change", () => {
    const mine = Promise.all([...input.files].map(smaller)).then((files) => {
      if (work !== mine) return;
      const kept = new DataTransfer();
      for (const file of files) kept.items.add(file);
      input.files = kept.files;
      work = null;
    });
    work = mine;
  });
  input.form?.addEventListener(
    "submit",
    (event) => {
      if (!work) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      work.finally(() => {
        work = null;
        input.form.requestSubmit(button);
      });
    },
    { capture: true },
  );
}

/** The file, smaller where that is possible; anything else as it is. */
export async function smaller(file) {
  if (file.type !== "image/jpeg" || file.size <= SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const sheet = Object.assign(document.createElement("canvas"), {
      width: Math.round(picture.width * scale),
      height: Math.round(picture.height * scale),
    });
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    const drawn = await new Promise((done) => sheet.toBlob(done, "image/jpeg", QUALITY));
    if (!drawn || drawn.size >= file.size) return file;
    const says = sayings(await file.slice(0, HEAD).arrayBuffer());
    const parts = says ? [drawn.slice(0, 2), says, drawn.slice(2)] : [drawn];
    return new File(parts, file.name, { type: file.type, lastModified: file.lastModified });
  } catch {
    return file;
  }
}

/** The part of a JPEG that says where and when it was taken; it says no more that the picture lies on its side, for it is drawn upright. */
function sayings(buffer) {
  const data = new DataView(buffer);
  let at = 2;
  while (at + 10 < data.byteLength && data.getUint8(at) === 0xff && data.getUint8(at + 1) !== 0xda) {
    const end = at + 2 + data.getUint16(at + 2);
    if (data.getUint16(at) === 0xffe1 && data.getUint32(at + 4) === EXIF) {
      if (end > data.byteLength) return null;
      setUpright(data, at + 10);
      return buffer.slice(at, end);
    }
    at = end;
  }
  return null;
}

/** tiff: where the part's own table begins. */
function setUpright(data, tiff) {
  const little = data.getUint16(tiff) === 0x4949;
  const table = tiff + data.getUint32(tiff + 4, little);
  for (let n = data.getUint16(table, little), at = table + 2; n > 0; n -= 1, at += 12)
    if (data.getUint16(at, little) === ORIENTATION) data.setUint16(at + 8, 1, little);
}
