// The way to a ballot box: JSON both ways, every failure one sentence.
import { Problem } from "./problem.js";

const ADDRESS =
  /^(https?:\/\/[^/\s#?@]+\/booth\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\/)\S*?(?:[\s#]+([0-9a-z-]+))?$/i;
const WAIT = 60_000;

/** {address, box, code} from what was typed or copied; the code is there when it was copied along. */
export function addressOf(typed) {
  const parts = ADDRESS.exec(typed.trim());
  if (!parts) throw new Problem("票箱地址应像 https://…/booth/…/ ，请从网站的“密钥”页或“票签”页原样复制。");
  return { address: parts[1], box: parts[2].toLowerCase(), code: parts[3] ?? "" };
}

const UNREACHABLE =
  "连不上票箱，程序会自动再试。请检查网络和地址；第一次用这台电脑时，先在浏览器里打开一次会场网站，确认能打开。";

/** kind: "Station", "Office" or "" (public); code: the connection code. */
export class Doors {
  constructor(address, kind = "", code = "") {
    if (!/^[\x20-\x7e]*$/.test(code)) throw new Problem("连接码只有数字和英文字母，请从网站原样复制。");
    this.address = address;
    this.headers = kind ? { Authorization: `${kind} ${code.trim()}` } : {};
  }

  async get(path) {
    return asJson(await this.read(path));
  }

  async post(path, value) {
    const headers = { ...this.headers, "Content-Type": "application/json" };
    return asJson(await this.#answer(path, { method: "POST", headers, body: JSON.stringify(value) }));
  }

  /** The bytes behind a path; one that begins with a stroke is a path of the site. */
  read(path) {
    return this.#answer(path, { headers: this.headers });
  }

  async #answer(path, asked) {
    const plain = { credentials: "omit", cache: "no-store", redirect: "manual", referrerPolicy: "no-referrer" };
    const signal = AbortSignal.timeout(WAIT);
    try {
      const answer = await fetch(new URL(path, this.address), { ...plain, ...asked, signal });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      throw await refused(answer);
    } catch (why) {
      throw why instanceof Problem ? why : new Problem(UNREACHABLE, "unreachable");
    }
  }
}

async function refused(answer) {
  if (answer.type === "opaqueredirect")
    return new Problem("票箱的地址变了（例如应以 https 开头），请从网站重新复制票箱地址。", "refused", 301);
  if (answer.status >= 500) return new Problem("票箱暂时没有应答，程序会自动再试。", "unreachable", answer.status);
  try {
    const { problem } = await answer.json();
    return new Problem(String(problem).slice(0, 500), "refused", answer.status);
  } catch {
    return new Problem("这个地址不是票箱，请从网站重新复制票箱地址。", "refused", answer.status);
  }
}

function asJson(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Problem("票箱的应答看不懂：请检查票箱地址，或换用新的监票台。", "unreachable");
  }
}
