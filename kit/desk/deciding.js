// What a person at a station decides: connect, restore, agree, drill, share, sign, destroy.
import { core } from "../program/core.js";
import { Doors, addressOf } from "./doors.js";
import { findDrawer, newDrawer, withTheKeyOf } from "./drawer.js";
import { Problem, alarmUnless, needs } from "./problem.js";
import { checkPassphrase } from "./safe.js";
import { Trustee } from "./trustee.js";

/** Ballots below which the sum tells too much (docs/ballot.md#small-groups). */
export const FEWEST = 20;
const { listed, sha } = core.reading;

/** The seed from what was typed in groups or read from the sheet's QR code. */
const seedOf = (typed) => typed.split(":").at(-1).replace(/[-\s]/g, "");

/** Address and code from the two fields, or from the first alone when both were copied together. */
function meant({ address: typed, code = "" }) {
  const { address, box, code: along } = addressOf(typed);
  const given = code.trim() || along;
  needs(given, "还没有连接码：请在网站的“密钥”页点“取得我的连接码”。");
  return { address, box, code: given };
}

async function asked({ address, code }, more) {
  const doors = new (more.Doors ?? Doors)(address, "Station", code);
  const about = await doors.get("board.json");
  return [about, await doors.get("station/")];
}

const factsOf = (address, box, about, { no, names, threshold }) => ({
  ...{ rehearsal: Boolean(about.rehearsal), box, no, address, names, threshold },
  ...{ title: about.title, sitting: about.sitting },
});

/** A new key for the holder of this connection code; or a new code for a key that this computer has. */
export async function connect(store, given, more) {
  const { address, box, code } = meant(given);
  const [about, state] = await asked({ address, code }, more);
  const facts = factsOf(address, box, about, state);
  const known = await findDrawer(store, facts);
  if (state.await !== "cert") {
    needs(known, "这把钥匙已在另一台电脑上做好：请用密封备份“恢复”，或先在网站上“重做密钥仪式”。");
    const trustee = new Trustee(known, more);
    await newCode(trustee, code, given.passphrase);
    return trustee;
  }
  checkPassphrase(given.passphrase, given.again);
  if (known) await known.setAside();
  const drawer = await newDrawer(store, facts);
  await drawer.lock({ seed: core.generateSeed(), code }, given.passphrase);
  const trustee = new Trustee(drawer, more);
  await trustee.unlock(given.passphrase);
  return trustee;
}

/** Use a new connection code for this key. */
export async function newCode(trustee, code, passphrase) {
  const secrets = { ...(await trustee.drawer.unlock(passphrase)), code };
  await trustee.drawer.lock(secrets, passphrase);
  trustee.hold(secrets);
  if (trustee.record.drilled) trustee.lock();
}

function identityOf(seed) {
  try {
    return core.derive(seed);
  } catch (why) {
    throw new Problem(why.message);
  }
}

/** The key of a sealed backup, on this computer; it goes on where the vote stands. */
export async function restore(store, given, more) {
  checkPassphrase(given.passphrase, given.again);
  const { address, box, code } = meant(given);
  const [about, state] = await asked({ address, code }, more);
  const made = about.election && state.voutput;
  needs(made, "密钥仪式还没有做完，没有可以恢复的钥匙：请在网站上“重做密钥仪式”。");
  const facts = factsOf(address, box, about, state);
  needs(!(await findDrawer(store, facts)), "本机已有这把钥匙，不必恢复：请回首页打开它。");
  const seed = seedOf(given.seed);
  const { verification } = identityOf(seed);
  const own = JSON.parse(JSON.parse(state.certs[state.no - 1]).message).verification;
  const whose = `这份备份不是第 ${state.no} 把钥匙（连接码的持有人）的，请核对备份单和连接码。`;
  needs(String(verification) === own, whose);
  const { certs, drilled } = state;
  const drawer = await newDrawer(store, { ...facts, certs, agreed: true, printed: true, drilled });
  await drawer.keepMessage("voutput", state.voutput);
  await drawer.lock({ seed, code }, given.passphrase);
  const trustee = new Trustee(drawer, more);
  await trustee.unlock(given.passphrase);
  await trustee.guarded(async () => {
    trustee.certificates(state, null);
    await trustee.pin(about);
  });
  return trustee;
}

/**
 * All compared fingerprints are the same, or not: then nothing more is handed in.
 * copied: the backup sheet as it was copied back, proven by itself once the key is made; null: to be copied later.
 */
export async function agree(trustee, same, copied = null) {
  needs(trustee.screen === "compare", "现在没有要核对的指纹。");
  if (same && copied !== null) compareCopied(trustee, copied);
  const made = copied === null ? {} : { printed: true, copied: true };
  await trustee.drawer.note(same ? { agreed: true, ...made } : { stopped: "指纹不一致" });
}

/** What goes on the sealed sheet: {box, no, name, seed, fingerprint, code}. */
export function backup(trustee) {
  const { record, secrets } = trustee;
  needs(record.certs, "其他监票人还没有连上，连上后再打印备份。");
  needs(secrets, "请先输入口令打开钥匙。");
  const { box, no } = record;
  const [, name, fingerprint] = trustee.prints[no - 1];
  const { seed } = secrets;
  return { box, no, name, seed, fingerprint, code: `${box}:${no}:${seed}` };
}

/** The seed that was typed from the sheet, which must be this key's. */
function compareCopied(trustee, typed) {
  needs(trustee.secrets, "请先输入口令打开钥匙。");
  const seed = seedOf(typed);
  needs(seed === trustee.secrets.seed, wrongGroups(seed, trustee.secrets.seed));
  return seed;
}

function wrongGroups(typed, own) {
  if (typed.length !== own.length)
    return `应为 ${own.length} 个字符，输入了 ${typed.length} 个。请对照备份单重新输入。`;
  const groups = own.match(/.{1,4}/g).map((group, i) => [i + 1, group, typed.slice(4 * i, 4 * i + 4)]);
  const wrong = groups.filter(([, group, given]) => group !== given).map(([no]) => no);
  return `第 ${listed(wrong)} 组与本机的钥匙不符。请对照备份单（区分大小写）重新输入。`;
}

/** 恢复演练: the seed from paper alone opens the server's copy of the share and fits the election's key. */
export function drill(trustee, typed) {
  return trustee.guarded(async () => {
    const seed = compareCopied(trustee, typed);
    await trustee.prove(identityOf(seed));
  });
}

/**
 * 出具份额: decrypt the product of the own, fully checked copy, and nothing else, and hand it in.
 * few: the teller has read what fewer than 20 ballots mean; alarmed: alarms were reported, the vote goes on.
 */
export function share(trustee, { passphrase, few = false, alarmed = false }) {
  return trustee.guarded(async () => {
    const secrets = await trustee.drawer.unlock(passphrase);
    await trustee.looked(true);
    const { tally, setup, counts, checked } = trustee.watch;
    needs(tally && setup, "投票还没有截止，或选票还没有核对完，现在不能出具份额。");
    needs(!counts, "结果已经算出，不再需要份额。");
    if (trustee.alarms.length && !alarmed)
      throw new Problem("这场投票有过报警。查清并由主席团决定继续后，才能出具份额。", "ask");
    if (checked.length < FEWEST && !few)
      throw new Problem(`只有 ${checked.length} 张电子票，少于 ${FEWEST} 张：合计可能让人猜出个人怎样投票。`, "ask");
    await onlyOnce(trustee, core.tallyHash(tally));
    try {
      trustee.hold(secrets);
      await handInShare(trustee, setup, tally);
    } finally {
      trustee.lock();
    }
  });
}

async function onlyOnce({ drawer, record }, tally) {
  const before = await drawer.decrypted(record.uuid);
  const once = before === undefined || before === tally;
  alarmUnless(once, "本机已为这场投票的另一份合计出具过份额：有人想让监票人解密两份不同的合计。请停止。");
  await drawer.noteDecrypted(record.uuid, tally);
}

async function handInShare(trustee, { election, trustees }, tally) {
  const key = await trustee.share();
  const own = core.ofG(key) === trustees.keys[trustee.record.no - 1];
  alarmUnless(own, "本机的份额与看板上的公钥不符。请停止，报告总监票人。");
  try {
    await trustee.handIn("share", () => core.decrypt(election.fingerprint, key, tally));
  } catch (why) {
    if (why.status !== 409) throw why;
    await trustee.looked(true);
    if (!trustee.watch.counts) throw why;
  }
  await trustee.drawer.note({ shared: true });
}

/** 签名: the published bundle is what this station saw, and the verifier finds nothing wrong. */
export function sign(trustee, passphrase) {
  return trustee.guarded(async () => {
    await trustee.unlock(passphrase);
    try {
      await trustee.looked(true);
      needs(trustee.watch.counts && trustee.published, "计票还没有完成，还没有可以签名的公开档案。");
      await trustee.witness.sign(trustee.watch, trustee.published);
    } finally {
      trustee.lock();
    }
  });
}

/** 销毁钥匙: everything secret goes, the copies of the boards stay. all: the stations of this computer. */
export async function destroy(trustee, all) {
  const family = await withTheKeyOf(trustee.drawer);
  const waiting = family.filter((one) => !one.record.counted).map((one) => `“${one.record.title}”`);
  const which = waiting.length ? `${waiting.join("")}的` : "";
  const counted = trustee.watch.counts && waiting.length === 0;
  needs(counted, `${which}结果还没有算出并核验，现在销毁钥匙可能使全部选票打不开。`);
  for (const one of all.filter((each) => each.drawer.keyIn === trustee.drawer.keyIn)) {
    one.lock();
    one.witness.held = null;
    await one.drawer.destroyKey();
    await one.drawer.note({ destroyed: true });
  }
}
