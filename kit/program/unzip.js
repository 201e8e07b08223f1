// A zip in memory, read from its directory at the end; the browser's own decompression.
import { bytesOf, demand, Broken, textIn } from "./reading.js";

const MOST_FILES = 200;
const MOST_BYTES = 2_000_000_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

async function inflated(bytes, size) {
  if (typeof DecompressionStream === "undefined")
    throw new Broken(1, "这个浏览器太旧，读不了压缩包，请换新一些的浏览器");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const parts = [];
  let length = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    demand(1, length <= size, "压缩包损坏，请重新下载");
    parts.push(value);
  }
  demand(1, length === size, "压缩包损坏，请重新下载");
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

let table;

function crc(bytes) {
  table ||= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  let value = ~0;
  for (const byte of bytes) value = (value >>> 8) ^ table[(value ^ byte) & 255];
  return ~value >>> 0;
}

/** [name, method, checksum, packed size, size, start] of each entry of the directory. */
function entriesOf(raw, view) {
  let end = raw.length - 22;
  while (end >= 0 && end > raw.length - 66_000 && view.getUint32(end, true) !== END) end--;
  demand(1, end >= 0 && view.getUint32(end, true) === END, "压缩包不完整，请重新下载");
  const count = view.getUint16(end + 10, true);
  demand(1, count <= MOST_FILES, "压缩包里的文件重复或太多");
  const entries = [];
  for (let at = view.getUint32(end + 16, true), n = 0; n < count; n++) {
    demand(1, view.getUint32(at, true) === ENTRY, "压缩包损坏，请重新下载");
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = textIn(raw.subarray(at + 46, at + 46 + lengths[0]));
    const numbers = [16, 20, 24, 42].map((offset) => view.getUint32(at + offset, true));
    entries.push([name, view.getUint16(at + 10, true), ...numbers]);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

/** Every file by path. Throws Broken for check 1. */
export async function unzip(raw) {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  try {
    return await files(raw, view);
  } catch (why) {
    if (why instanceof RangeError || why instanceof TypeError) throw new Broken(1, "压缩包损坏，请重新下载");
    throw why;
  }
}

async function files(raw, view) {
  const found = new Map();
  let total = 0;
  for (const [name, method, checksum, packed, size, start] of entriesOf(raw, view)) {
    demand(1, name !== null && !found.has(name), "压缩包里的文件重复或太多");
    total += size;
    demand(1, total <= MOST_BYTES, "压缩包里的内容太大");
    if (name.endsWith("/")) continue;
    demand(1, view.getUint32(start, true) === LOCAL && [0, 8].includes(method), "压缩包损坏，请重新下载");
    const begin = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const bytes = raw.subarray(begin, begin + packed);
    const content = method === 8 ? await inflated(bytes, size) : bytes;
    demand(1, content.length === size && crc(content) === checksum, "压缩包损坏，请重新下载");
    found.set(name, content);
  }
  return found;
}

export const isZip = (raw) => raw[0] === bytesOf("P")[0] && raw[1] === bytesOf("K")[0];
