// The .bel archive: an old-style tar in which every byte is prescribed, and its chain of events. Checks 1 to 3 (specification 4.4).
import { Broken, bytesOf, compact, demand, fields, load, sha, textIn, textOf } from "./reading.js";

const BLOCK = 512;
const ORDER = /^Setup( Ballot)*( EndBallots( EncryptedTally( PartialDecryption)*( Result)?)?)?$/;

const ascii = (bytes) => String.fromCharCode(...bytes);
const octal = (text) => (/^[0-7]+$/.test(text) ? parseInt(text, 8) : -1);

/** The header block of a file. */
function headOf(name, size, stamp) {
  const head = new Uint8Array(BLOCK);
  const put = (at, text) => head.set(bytesOf(text), at);
  put(0, name);
  put(100, "0000644\0");
  put(108, "0000000\0");
  put(116, "0000000\0");
  put(124, `${size.toString(8).padStart(11, "0")}\0`);
  put(136, `${stamp}\0`);
  put(148, " ".repeat(8));
  put(156, "0");
  put(
    148,
    `${head
      .reduce((a, b) => a + b, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
  );
  return head;
}

const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** One file at a position: [name, text, stamp, position after it]. */
function fileAt(raw, position) {
  const block = raw.subarray(position, position + BLOCK);
  const size = octal(ascii(block.subarray(124, 135)));
  const stamp = ascii(block.subarray(136, 147));
  const name = ascii(block.subarray(0, 100)).replace(/\0+$/, "");
  const start = position + BLOCK;
  const text = size < 0 ? null : textIn(raw.subarray(start, start + size));
  if (text === null || !/^[\x20-\x7e]*$/.test(name)) throw new Broken(1, `第 ${position} 字节处损坏`);
  const end = start + size + ((BLOCK - (size % BLOCK)) % BLOCK);
  const padded = raw.subarray(start + size, end);
  const written = end <= raw.length && same(headOf(name, size, stamp), block) && padded.every((byte) => byte === 0);
  demand(1, written, `第 ${position} 字节处不是规定的写法或被截断`);
  return [name, text, stamp, end];
}

/**
 * An archive that grows. data: texts by hash; events: {kind, payload, hash} in order, each chained to the one before;
 * chunks: the bytes as they came.
 */
export class Archive {
  constructor() {
    this.data = new Map();
    this.events = [];
    this.chunks = [];
    this.size = 0;
    this.stamp = null;
    this.used = new Set();
  }

  get head() {
    return this.events.at(-1)?.hash ?? null;
  }

  /** Hashes that the events of this kind point to. */
  payloads(kind) {
    return this.events.filter((event) => event.kind === kind).map((event) => event.payload);
  }

  texts(kind) {
    return this.payloads(kind).map((hash) => this.data.get(hash));
  }

  /** Take in the bytes that follow. Throws Broken; then the archive is to be read anew. */
  extend(raw) {
    let position = 0;
    if (this.stamp === null) {
      demand(1, raw.length > 0, "文件是空的");
      demand(1, ascii(raw.subarray(0, 9)) === "BELENIOS\0", "这不是投票档案（.bel）：缺少 BELENIOS 文件头");
      const [, text, stamp, end] = fileAt(raw, 0);
      const second = octal(stamp);
      demand(1, second >= 0 && text === compact({ version: 1, timestamp: String(second) }), "文件头内容有误");
      [this.stamp, position] = [stamp, end];
    }
    const waiting = new Set();
    while (position < raw.length) {
      const [name, text, stamp, end] = fileAt(raw, position);
      demand(1, stamp === this.stamp, "有文件带着自己的时间");
      this.#take(name, text, waiting);
      position = end;
    }
    demand(3, waiting.size === 0, "末尾有无主的内容");
    demand(3, ORDER.test(this.events.map((event) => event.kind).join(" ")), "事件的次序不合规定");
    this.chunks.push(raw);
    this.size += raw.length;
    return this;
  }

  #take(name, text, waiting) {
    const [digest, ...rest] = name.split(".");
    const kind = rest.join(".");
    const short = name.slice(0, 24);
    demand(2, digest === sha(text) && ["data.json", "event.json"].includes(kind), `文件 ${short}… 名实不符`);
    demand(2, !this.data.has(digest), `文件 ${short}… 出现两次`);
    if (kind === "data.json") {
      this.data.set(digest, text);
      waiting.add(digest);
      return;
    }
    const [parent, height, label, payload] = fields(load(text, "事件"), "parent height type payload", "parent payload");
    const no = this.events.length;
    demand(3, height === no && parent === this.head, `第 ${no} 号事件没有接上`);
    demand(3, (payload === null) === (label === "EndBallots"), `第 ${height} 号事件的内容缺失或多余`);
    demand(3, payload === null || this.data.has(payload), `第 ${height} 号事件指向档案中没有的内容`);
    demand(3, payload === null || !this.used.has(payload), `第 ${height} 号事件重复前面的内容`);
    if (payload !== null) this.used.add(payload);
    const inside = this.data.get(payload) ?? "";
    const owned = [...waiting].every((hash) => hash === payload || inside.includes(`"${hash}"`));
    demand(3, owned, `第 ${height} 号事件前有无主的内容`);
    waiting.clear();
    this.events.push({ kind: textOf(label), payload, hash: digest });
  }
}

export const readArchive = (raw) => new Archive().extend(raw);
