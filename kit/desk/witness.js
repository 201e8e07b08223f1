// What a station signs beside its share: how far it has seen the board, and in the end what was published.
//
// The signing key and the connection code stay in memory while the page is open. With them nothing can be decrypted.
import { core } from "../program/core.js";
import { alarm, alarmUnless, needs } from "./problem.js";

const EVERY = 180_000;
const REFUSED = [409, 422];
const { compact, sha, textIn } = core.reading;
const SIGNATURES_MISSING = "监票台在档案指纹上签名";

export class Witness {
  /** held: {doors, signing, code} while the key was opened once; pool: checks ballots */
  constructor(drawer, pool) {
    Object.assign(this, { drawer, pool, held: null, last: -Infinity });
  }

  /** [height, hash] of what this station signed of the board. */
  get checkpoints() {
    return this.drawer.record.checkpoints ?? [];
  }

  /** Sign how far the own copy is, every few minutes and when voting has ended, then look at the others' marks. */
  async mark(watch, open) {
    const events = watch.archive?.events ?? [];
    if (!this.held || events.length === 0 || !watch.allChecked) return;
    const [height, head] = [events.length - 1, events.at(-1).hash];
    const due = performance.now() - this.last >= EVERY || (watch.ended && !watch.counts);
    if (!due || this.checkpoints.some(([at]) => at === height)) return;
    await this.#handIn("checkpoint", compact({ uuid: this.drawer.record.uuid, height, head }));
    this.last = performance.now();
    await this.drawer.note({ checkpoints: [...this.checkpoints, [height, head]] });
    this.compare(watch, textIn(await open.read("checkpoints.txt")) ?? "");
  }

  /** Hold everybody's checkpoints against the own copy. */
  compare(watch, lines) {
    for (const { no, height, head } of this.#read(watch, lines)) {
      const event = watch.archive.events[height];
      alarmUnless(
        !event || event.hash === head,
        `第 ${no} 位监票人的监票台看到的看板，从第 ${height} 号事件起与本机的不同：看板被分成两份，或被改写。`,
      );
    }
  }

  #read({ setup }, lines) {
    const { trustees } = setup;
    return lines
      .split("\n")
      .filter(Boolean)
      .map((line) => core.readCheckpoint(line, trustees, this.drawer.record.uuid));
  }

  /** Sign the published bundle once it was held against the own copy and verified from the first check to the last. */
  async sign(watch, fingerprint) {
    needs(this.held, "请先输入口令。");
    const raw = await this.held.doors.read("bundle.zip");
    await this.#ours(raw, fingerprint, watch);
    const check = (...given) => this.pool.checkBallots(...given);
    const { report } = await core.verify("bundle.zip", raw, check);
    const wrong = report.lines.filter(([mark, n, , note]) =>
      mark === "?" ? true : mark === "✗" && !(n === 16 && note.includes(SIGNATURES_MISSING)),
    );
    alarmUnless(
      wrong.length === 0,
      `验票不认这份公开档案：${wrong.map(([, n, title, note]) => `${n} ${title}：${note}`).join("；")}。`,
    );
    await this.#handIn("sign", compact({ uuid: this.drawer.record.uuid, bundle: fingerprint }));
    await this.drawer.note({ signed: fingerprint });
  }

  async #ours(raw, fingerprint, watch) {
    const files = await core.unzip(raw);
    const board = files.get(`${this.drawer.record.uuid}.bel`);
    const [manifest, lines] = [files.get("bundle.json"), files.get("checkpoints.txt")];
    alarmUnless(board && manifest && lines, "公开档案不完整。");
    alarmUnless(sha(manifest) === fingerprint, "公开档案的指纹不是网站公布的那一个。");
    alarmUnless(sha(board) === sha(watch.bytes), "公开档案里的看板与本机的副本不同。");
    const mine = this.#read(watch, textIn(lines) ?? "").filter(({ no }) => no === this.drawer.record.no);
    const kept = this.checkpoints.every(([at, hash]) =>
      mine.some(({ height, head }) => height === at && head === hash),
    );
    alarmUnless(kept, "本机签过的检查点不在公开档案里：服务器藏起了它。");
  }

  async #handIn(step, message) {
    const content = core.sign(this.held.signing, message);
    try {
      await this.held.doors.post("station/", { step, content });
    } catch (why) {
      throw why.kind === "refused" && REFUSED.includes(why.status) ? alarm(why.message) : why;
    }
  }
}
