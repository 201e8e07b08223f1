// 票签组: makes the slips' private credentials, hands in their public halves, shows the slips for printing, forgets them.
import { core } from "../program/core.js";
import { Doors, addressOf } from "./doors.js";
import { Problem, needs } from "./problem.js";

const MOST = 5000;
const READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const { sha } = core.reading;

/** A new secret credential: 14 readable characters by lot and a checksum that is readable, too. */
function credential() {
  for (;;) {
    const first = core.randomText(READABLE, 14);
    let number = 0n;
    for (const c of first) number = number * 58n + BigInt(DIGITS.indexOf(c));
    const whole = first + DIGITS[53 - Number(number % 53n)];
    if (READABLE.includes(whole[14])) return whole.match(/.{3}/g).join("-");
  }
}

function shuffled(list) {
  const order = crypto.getRandomValues(new Uint32Array(2 * list.length));
  return list
    .map((one, i) => [order[2 * i] * 2 ** 21 + (order[2 * i + 1] >>> 11), one])
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

/** One batch of slips. Private credentials live in memory alone, until `forget`. */
export class Office {
  /** more: {pool, Doors} */
  static async connect({ address: typed, code = "" }, more) {
    const { address, code: along } = addressOf(typed);
    const desk = new Office();
    const doors = new (more.Doors ?? Doors)(address, "Office", code.trim() || along);
    const about = await doors.get("board.json");
    needs(about.election, "监票人的钥匙还没有做好，还不能印票签。请等密钥仪式做完。");
    needs(about.phase === "slips", "投票已经开始或结束，不能再印票签。");
    const page = sha(await new (more.Doors ?? Doors)(address).read(""));
    return Object.assign(desk, { address, doors, about, more, page, slips: [], printed: 0, forgotten: false });
  }

  get fingerprint() {
    return sha(this.about.election);
  }

  /** Make credentials and hand in the public halves for every election of the sitting. Again after a lost answer: the same ones. */
  async make(typed) {
    const number = Number(typed);
    if (this.forgotten || this.printed) throw new Problem("这一批票签已经做好。还要再印，请重新连接，做新的一批。");
    needs(Number.isInteger(number) && number >= 1 && number <= MOST, `票签应在 1 到 ${MOST} 张之间。`);
    if (this.slips.length !== number) this.slips = Array.from({ length: number }, credential);
    const { election, elections } = this.about;
    const { uuid } = JSON.parse(election);
    const halves = await this.more.pool.halves(election, this.slips, elections ?? [uuid]);
    for (const [one, keys] of Object.entries(halves).sort(([a]) => (a === uuid ? 1 : -1))) {
      const { printed } = await this.doors.post("slips/", { election: one, public: keys });
      if (one === uuid) this.printed = printed;
    }
  }

  /** [credential, address behind its QR code] in an order by lot. typed: where phones reach the box, when it is another one. */
  forPrinting(typed = "") {
    needs(this.printed, "票签还没有在票箱登记，不能打印。");
    needs(!this.forgotten, "这一批票签已经忘记，不能再印。");
    const base = typed.trim() ? addressOf(typed).address : this.address;
    return shuffled(this.slips).map((one) => [one, `${base}#${one}.${this.fingerprint.slice(0, 16)}`]);
  }

  /** 已印好: the private credentials are gone from this program. */
  forget() {
    this.slips = [];
    this.forgotten = true;
  }
}
