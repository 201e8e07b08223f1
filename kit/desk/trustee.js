// 监票人钥匙: one key holder's station, from the connection to the destroyed key.
//
// `look` does what happens by itself: it hands in what the ceremony waits for, keeps the copy of the board and checks it.
// What a person decides stands in deciding.js.
import { core } from "../program/core.js";
import { Doors } from "./doors.js";
import { findDrawer, underTheKeyOf } from "./drawer.js";
import { PageWatch } from "./page_watch.js";
import { Problem, alarm, alarmUnless, needs } from "./problem.js";
import { Watch } from "./watch.js";
import { Witness } from "./witness.js";

const MOST_ALARMS = 20;
const PRINT_DIGITS = 16;
const { Broken, compact, sha } = core.reading;
const same = (a, b) => compact(a) === compact(b);

/** In groups of four, to be read aloud or copied. */
export const grouped = (text) => text.match(/.{1,4}/g)?.join("-") ?? "";

/** The short fingerprint of a certificate or an election. */
export const printOf = (hash) => grouped(hash.slice(0, PRINT_DIGITS));

export class Trustee {
  /** more: {pool, published, Doors} */
  constructor(drawer, more) {
    Object.assign(this, { drawer, more, secrets: null, about: {}, trouble: "", alarm: "" });
    this.open = this.doors();
    this.watch = new Watch(drawer, this.open, more.pool);
    this.witness = new Witness(drawer, more.pool);
    this.page = new PageWatch(drawer, this.doors(), more.published);
    this.line = Promise.resolve();
  }

  doors(kind = "", code = "", address = this.drawer.record.address) {
    return new (this.more.Doors ?? Doors)(address, kind, code);
  }

  get record() {
    return this.drawer.record;
  }

  /** Hold seed and connection code in memory until `lock`. The signing key, which decrypts nothing, stays for the checkpoints. */
  async unlock(passphrase) {
    this.hold(await this.drawer.unlock(passphrase));
  }

  hold(secrets) {
    this.secrets = secrets;
    this.identity = core.derive(secrets.seed);
    const { signing } = this.identity;
    this.witness.held = { doors: this.doors("Station", secrets.code), signing, code: secrets.code };
  }

  lock() {
    this.secrets = this.identity = null;
  }

  get private() {
    needs(this.secrets, "请先输入口令打开钥匙。");
    return this.doors("Station", this.secrets.code);
  }

  /** The one thing to do now. */
  get screen() {
    const { record, watch } = this;
    if (record.stopped) return "stopped";
    if (record.destroyed) return "destroyed";
    if (!record.election) return record.agreed ? "keys" : record.certs ? "compare" : "certs";
    if (!record.printed) return "backup";
    if (!record.drilled && !record.later && !watch.ended) return record.copied ? "keys" : "drill";
    if (watch.counts) return "done";
    if (record.shared) return "shared";
    return watch.tally ? "share" : "watch";
  }

  get alarms() {
    return this.record.alarms ?? [];
  }

  /** One act at a time; an alarm is kept on disk. */
  guarded(act) {
    const next = this.line.then(act).catch(async (why) => {
      const found = why instanceof Broken ? alarm(`${why.message}。请停止，报告总监票人。`.replace("。。", "。")) : why;
      if (found.kind === "alarm" && !this.alarms.includes(found.message) && this.alarms.length < MOST_ALARMS)
        await this.drawer.note({ alarms: [...this.alarms, found.message] });
      throw found;
    });
    this.line = next.catch(() => {});
    return next;
  }

  /** Do what can be done without a person. all: check every ballot before returning. */
  look(all = false) {
    return this.guarded(() => this.looked(all));
  }

  async looked(all) {
    if (this.record.stopped || this.record.destroyed) return;
    const ready = Boolean(this.record.election);
    if (ready) {
      if (this.record.copied && !this.record.drilled && this.secrets) await this.prove(this.identity);
      await this.watch.fetch();
    } else await this.#ceremony();
    this.about = await this.open.get("board.json");
    if (!ready) return;
    if (!this.watch.setup && this.about.fingerprint !== this.record.election)
      throw new Problem("网站上的密钥仪式已重做，本机的这把钥匙作废。请取得新的连接码，从首页重新连接。");
    if (this.about.fingerprint === this.record.election && !this.watch.ended)
      await this.page.look(new core.Election(this.about.election));
    await this.watch.compare(this.about.bytes, this.about.head);
    await this.watch.check(all);
    this.watch.recompute();
    await this.witness.mark(this.watch, this.open);
    if (this.watch.counts && !this.record.counted) await this.drawer.note({ counted: true });
  }

  /** As `look`, for pages: what went wrong is in `alarm` and `trouble` until the next look. */
  async lookAndTell() {
    try {
      await this.look();
      Object.assign(this, { alarm: "", trouble: "" });
    } catch (why) {
      if (why.kind === "alarm") Object.assign(this, { alarm: why.message, trouble: "" });
      else if (why instanceof Problem) this.trouble = why.message;
      else this.trouble = `程序出错（${why.name}），正在再试。一直这样，请重新打开监票台。`;
    }
  }

  /** Stations for the other rounds of the sitting that came up since; the same key opens them. */
  further() {
    return this.guarded(async () => {
      if (!this.record.election || this.record.destroyed) return [];
      const found = [];
      for (const { box } of this.about.rounds ?? []) {
        const later = await this.#follow(String(box));
        if (later) found.push(later);
      }
      return found;
    });
  }

  async #follow(box) {
    const { drawer, record } = this;
    if (await findDrawer(drawer.store, { rehearsal: drawer.rehearsal, box, no: record.no })) return null;
    const address = record.address.replace(record.box, box);
    const about = await this.doors("", "", address).get("board.json");
    alarmUnless(
      sha(about.trustees_json) === record.trustees,
      "下一轮投票的钥匙不是各位监票人一起做的那一把。请停止，报告总监票人。",
    );
    const election = new core.Election(about.election);
    const ours = election.key === new core.Trustees(about.trustees_json).y;
    alarmUnless(ours, "下一轮投票的选举文件里，公钥不是各位监票人公钥之积。请停止，报告总监票人。");
    const facts = { election: election.hash, uuid: election.uuid, title: election.name, address };
    const later = new Trustee(await underTheKeyOf(drawer, box, facts), this.more);
    const { held } = this.witness;
    if (held) later.witness.held = { ...held, doors: this.doors("Station", held.code, address) };
    return later;
  }

  // ── the key ceremony ──────────────────────────────────────────────────────────────────────────────────────────────

  async #ceremony() {
    if (!this.secrets) return;
    const { record } = this;
    let state = await this.private.get("station/");
    const kept = same([state.no, state.threshold, state.names], [record.no, record.threshold, record.names]);
    alarmUnless(kept, "服务器改变了监票人名单或门限。请停止，报告总监票人。");
    if (state.await === "cert") state = await this.handIn("cert", () => core.certificate(this.identity));
    if (state.certs === null) return;
    const pairs = this.certificates(state, compact((await this.drawer.messages()).cert));
    alarmUnless(
      !record.certs || same(record.certs, state.certs),
      "证书与先前给出的不同：有人换过。请停止，报告总监票人。",
    );
    if (!record.certs) await this.drawer.note({ certs: state.certs });
    if (record.agreed) await this.#answer(state, pairs);
  }

  /** All certificates, with the own one in its place. own: the text this station handed in; null after a restoration. */
  certificates(state, own) {
    const { names, no, certs } = state;
    const count = `应有 ${names.length} 份证书，服务器给出 ${certs.length} 份。请停止，报告总监票人。`;
    alarmUnless(certs.length === names.length, count);
    const unchanged = own === null || certs[no - 1] === own;
    alarmUnless(unchanged, `名单中第 ${no} 份证书不是本机交上去的那一份：有人换过。请停止，报告总监票人。`);
    return core.certificatesOf(certs, this.identity, no);
  }

  async #answer(state, pairs) {
    const { identity } = this;
    const { no, threshold } = this.record;
    if (state.await === "polynomial")
      state = await this.handIn("polynomial", () => core.polynomial(identity, pairs, threshold));
    if (state.await === "voutput") {
      const made = await core.voutput(identity, pairs, no, state.vinput, threshold);
      await this.drawer.note({ coefexps: sha(compact(state.vinput.coefexps)) });
      state = await this.handIn("voutput", () => made);
    }
    if (state.voutput === null) return;
    const about = await this.open.get("board.json");
    if (about.election) await this.pin(about);
  }

  /** The same message again after a lost answer: it is on disk before it leaves. */
  async handIn(step, make) {
    const kept = (await this.drawer.messages())[step];
    const content = kept ?? (await this.drawer.keepMessage(step, await make()));
    return this.private.post("station/", { step, content });
  }

  /** The finished key, once it is what this station helped to make, is the only one it will ever serve. */
  async pin(about) {
    const { record } = this;
    const [election, trustees] = [new core.Election(about.election), new core.Trustees(about.trustees_json)];
    const key = trustees.pedersen;
    alarmUnless(key && trustees.groups.length === 1, "选举的钥匙不是各位监票人一起做的那一把。请停止，报告总监票人。");
    const few = `选举的钥匙只要 ${key.threshold} 把就能开，说好的是 ${record.threshold} 把。请停止。`;
    alarmUnless(key.threshold === record.threshold, few);
    const certs = key.certs.map(compact);
    alarmUnless(same(certs, record.certs), "选举的钥匙里有没当面核对过的证书。请停止，报告总监票人。");
    const coefexps = !record.coefexps || record.coefexps === sha(compact(key.coefexps));
    alarmUnless(coefexps, "选举的钥匙用了别的承诺，不是本机检查过的那些。请停止，报告总监票人。");
    const own = trustees.keys[record.no - 1] === core.ofG(await this.share());
    alarmUnless(own, "选举的钥匙里，本机的公钥不对。请停止，报告总监票人。");
    alarmUnless(election.key === trustees.y, "选举文件里的公钥不是各位监票人公钥之积。请停止，报告总监票人。");
    await this.drawer.note({
      election: election.hash,
      trustees: sha(about.trustees_json),
      uuid: election.uuid,
      title: election.name,
    });
  }

  /** The backup is proven: what stands on it opens the server's copy of the share and fits the election's key. */
  async prove(identity) {
    const state = await this.private.get("station/");
    const share = await this.share(identity, state.voutput);
    const about = await this.open.get("board.json");
    const kept = sha(about.trustees_json ?? "") === this.record.trustees;
    alarmUnless(kept, "服务器上的监票人钥匙变了，不是密钥仪式做出来的那一份。");
    const key = new core.Trustees(about.trustees_json).keys[this.record.no - 1];
    alarmUnless(core.ofG(share) === key, "服务器保存的份额与选举的钥匙不符：备份还不能用。请停止，报告总监票人。");
    await this.private.post("station/", { step: "drilled", content: {} });
    await this.drawer.note({ printed: true, drilled: true });
    this.lock();
  }

  /** This trustee's private share, from its own voutput or a copy of it. */
  async share(identity = this.identity, given = null) {
    const { private_key: sealed } = given ?? (await this.drawer.messages()).voutput;
    return core.decryptionKey(identity, sealed);
  }

  /** [number, name, fingerprint] of all certificates, to be compared face to face. */
  get prints() {
    const texts = this.record.certs ?? [];
    return this.record.names.map((name, i) => [i + 1, name, printOf(sha(texts[i] ?? ""))]);
  }

  /** 档案指纹 as the site shows it; empty before the count. */
  get published() {
    return this.about.bundle ?? "";
  }
}
