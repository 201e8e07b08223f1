// 看守: the station's copy of the board, every ballot checked while voting goes on, the product recomputed.
import { core } from "../program/core.js";
import { alarm, alarmUnless } from "./problem.js";

export const BATCH = 8;
const NOTHING = { bytes: 0, height: 0, head: null };

function joined(chunks) {
  const all = new Uint8Array(chunks.reduce((n, chunk) => n + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

export class Watch {
  /** pool: checks ballots, see pages/pool.js */
  constructor(drawer, doors, pool) {
    Object.assign(this, { drawer, doors, pool });
    Object.assign(this, { archive: null, setup: null, checked: [], tally: null, counts: null, shares: 0 });
    this.voted = new Set();
    this.lookedAt = 0;
  }

  get #reached() {
    return this.drawer.record.mark ?? NOTHING;
  }

  /** The kept copy is read when the program starts; a damaged one is fetched again, and must pass where it had been. */
  async begin() {
    if (this.begun) return;
    this.begun = true;
    const kept = joined(await this.drawer.board()).subarray(0, this.#reached.bytes);
    if (kept.length === 0) return;
    try {
      const archive = core.readArchive(kept);
      if (this.#passes(archive)) this.archive = archive;
    } catch {
      this.archive = null;
    }
  }

  #passes(archive) {
    const { height, head } = this.#reached;
    return height === 0 || archive.events[height - 1]?.hash === head;
  }

  get mark() {
    const { archive } = this;
    return archive ? { bytes: archive.size, height: archive.events.length, head: archive.head } : this.#reached;
  }

  get seen() {
    return this.archive ? this.archive.payloads("Ballot").length : 0;
  }

  get ended() {
    return Boolean(this.archive?.payloads("EncryptedTally").length);
  }

  get allChecked() {
    return this.checked.length === this.seen;
  }

  get bytes() {
    return joined(this.archive.chunks);
  }

  /** Take in what is new. Throws an alarm when the board does not continue the copy. */
  async fetch() {
    await this.begin();
    try {
      await this.#take(await this.#newBytes());
    } catch (why) {
      if (why.kind === "alarm") throw alarm(`${why.message}${await this.#difference()}`);
      throw why;
    }
    if (JSON.stringify(this.drawer.record.mark) !== JSON.stringify(this.mark))
      await this.drawer.note({ mark: this.mark });
    this.#setUp();
  }

  async #newBytes() {
    try {
      return await this.doors.read(`board.bel?from=${this.archive?.size ?? 0}`);
    } catch (why) {
      if (why.status === 416) throw alarm("看板变短了：服务器上的内容比本机副本少。");
      throw why;
    }
  }

  async #take(fresh) {
    if (fresh.length === 0) return;
    const before = this.archive?.chunks ?? [];
    try {
      if (this.archive) this.archive.extend(fresh);
      else {
        const archive = core.readArchive(fresh);
        alarmUnless(this.#passes(archive), `看板不经过本机记下的第 ${this.#reached.height} 号事件，已被改写。`);
        this.archive = archive;
      }
    } catch (why) {
      if (this.archive) this.archive = core.readArchive(joined(before));
      throw why.kind === "alarm" ? why : alarm(`看板没有接在本机副本之后：${why.message}。`);
    }
    await this.drawer.keepBoard(this.archive.chunks.length - 1, fresh);
  }

  async #difference() {
    try {
      const served = await this.doors.read("board.bel?from=0");
      await this.drawer.keepEvidence("board.bel", served);
      return difference(this.archive?.events ?? [], served);
    } catch {
      return "（再取全部看板时没有取到，无法说明差在哪里。）";
    }
  }

  /** Hold the copy against what the server calls its board's size and head. */
  async compare(size, head) {
    const { mark } = this;
    if (size < mark.bytes || (size === mark.bytes && head !== mark.head))
      throw alarm(`看板的指纹与本机副本不同。${await this.#difference()}`);
  }

  #setUp() {
    if (!this.archive || this.setup) return;
    const setup = core.readSetup(this.archive);
    const { record } = this.drawer;
    const ours = setup.hashes[0] === record.election && setup.hashes[1] === record.trustees;
    alarmUnless(ours, "看板上的选举文件或监票人钥匙，不是密钥仪式做出来的那一份。");
    alarmUnless(setup.election.key === setup.trustees.y, "选举文件里的公钥不是各位监票人公钥之积。");
    this.setup = { ...setup, voters: core.readCredentials(setup.listed) };
  }

  /** Check some ballots more, or all that are left. Throws an alarm at the first bad one. */
  async check(all = false) {
    if (!this.setup) return;
    const texts = this.archive.texts("Ballot");
    const { election, listed } = this.setup;
    const known = Math.min(this.drawer.record.checked ?? 0, texts.length);
    if (this.checked.length === 0 && known > 0)
      // after a restart what was checked is read again, without its proofs
      this.#accept(await this.pool.checkBallots(election.text, listed, texts.slice(0, known), true));
    while (this.checked.length < texts.length) {
      const start = this.checked.length;
      const some = texts.slice(start, start + BATCH * this.pool.size);
      this.#accept(await this.pool.checkBallots(election.text, listed, some));
      await this.drawer.note({ checked: this.checked.length });
      if (!all) return;
    }
  }

  #accept(outcomes) {
    for (const one of outcomes) {
      const place = this.checked.length + 1;
      alarmUnless(!one.reason, `看板上第 ${place} 张选票不合格：${one.reason}。`);
      alarmUnless(!this.voted.has(one.key), `看板上第 ${place} 张选票用了已经投过的票签。`);
      this.voted.add(one.key);
      this.checked.push(one);
    }
  }

  /** The product from the own copy once all is checked, then the result. */
  recompute() {
    const { setup, archive } = this;
    if (!setup || !this.ended || !this.allChecked || this.lookedAt === archive.events.length) return;
    const { election, trustees, voters } = setup;
    const weight = this.checked.reduce((a, { key }) => a + voters.get(key), 0);
    this.tally ||= core.readTally(archive, core.multiply(election, this.checked, voters), this.checked.length, weight);
    const shares = core.sharesOf(archive, { election, trustees, tally: this.tally, strong: {} });
    this.shares = shares.size;
    if (archive.payloads("Result").length) {
      const result = JSON.parse(archive.texts("Result")[0]).result;
      const counts = core.checkSums(election.questions, result, weight);
      core.checkResult(counts, this.tally, shares, trustees);
      this.counts = counts;
    }
    this.lookedAt = archive.events.length;
  }
}

/** One sentence: where the served board first differs from the own events. */
function difference(own, served) {
  let other;
  try {
    other = core.readArchive(served).events;
  } catch (why) {
    return `服务器现在给出的看板本身就不完整：${why.message}。`;
  }
  const at = own.findIndex((event, i) => other[i]?.hash !== event.hash);
  if (at < 0) return "再取一次时又与本机副本相符；请保留记录，留意是否再次发生。";
  const ballots = (events) => events.filter((event) => event.kind === "Ballot").length;
  return `从第 ${at} 号事件起不同。本机有 ${ballots(own)} 张选票，服务器现在有 ${ballots(other)} 张。`;
}
