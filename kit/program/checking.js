// Checks 1 to 15 in the order in which the archive was written; the bundle adds 17 to 20, and last of all 16. Another program than the server's:
// docs/ballot.md#station says what it shares with the station.
import { readArchive } from "./archive.js";
import { Box } from "./ballots.js";
import { Bundle } from "./bundle.js";
import { readCredentials, readSetup } from "./election.js";
import { openParcel } from "./parcel.js";
import { Broken, demand, fields, load } from "./reading.js";
import { Report, namedAs } from "./report.js";
import { checkResult, checkSums, multiply, readShare, readTally } from "./tally.js";

const CREDENTIAL = /^\{"election_uuid":"[^"]*","election_hash":"[^"]*","credential":"([0-9]{1,617})"/;

/**
 * {report, election, counts}: what holds of a bundle's zip or a .bel file; counts: null before there is a result.
 * checkBallots(election text, credentials text, ballots): what `Box.check` gives for each, see `pool.js`.
 */
export async function verify(name, raw, checkBallots) {
  const report = new Report();
  const outcome = { report, election: null, counts: null };
  try {
    Object.assign(outcome, await ofRound(await openParcel(name, raw), report, checkBallots));
  } catch (why) {
    if (why instanceof Broken) report.failed.set(why.number, why.message);
    else report.failed.set(4, `内容无法理解（${why.name}）`);
  }
  return outcome;
}

/** One round after all rounds before it. */
async function ofRound(parcel, report, checkBallots) {
  let before = null;
  if (parcel.previous) {
    const earlier = new Report();
    before = (await ofRound(parcel.previous, earlier, checkBallots)).standing;
    if (!earlier.good || !before) {
      const why = [...earlier.failed.values()][0] ?? "没有结论，不能接着投";
      throw new Broken(19, `上一轮的档案：${why}`);
    }
  }
  return outcomeOf(parcel, report, checkBallots, before);
}

async function outcomeOf(parcel, report, checkBallots, before) {
  const bundle = new Bundle(parcel);
  Object.assign(report, { whole: parcel.whole, head: parcel.fingerprint });
  report.rehearsal = parcel.whole && bundle.meeting.rehearsal;
  const archive = readArchive(parcel.archive);
  report.hold([1], `${archive.data.size + archive.events.length} 个文件`);
  report.hold([2]);
  report.hold([3], `${archive.events.length} 个事件`);
  report.board = archive.head;
  const { election, trustees, listed, hashes } = readSetup(archive);
  report.hold([5], `选举文件指纹 ${hashes[0]}`);
  report.hold([7], `${trustees.keys.length} 位监票人`);
  demand(8, election.key === trustees.y, "选举公钥不是监票人公钥之积");
  const voters = readCredentials(listed);
  report.hold([8]);
  const cast = await castIn(archive, { election, voters, listed }, report, checkBallots);
  if (cast === null) return { election, counts: null, standing: null };
  report.hold([9], bundle.credentials(voters, new Set([...voters.keys()].map(namedAs)), cast.voted));
  const counts = countsOf(archive, { election, trustees, voters, cast, bundle, whole: parcel.whole }, report);
  const opens = (ballot) => new Box(election, voters).opened(ballot);
  const { voted, digests } = cast;
  const box = { election, trustees, events: archive.events, voted, digests, counts, opens };
  const standing = bundle.check(report, box, before);
  report.hold([4, 6]);
  bundle.checkSignatures(report, box);
  return { election, counts, standing };
}

/** The ballots, all in order: {ballots, voted, digests}; null when one of them is not. */
async function castIn(archive, { election, voters, listed }, report, checkBallots) {
  const texts = archive.texts("Ballot");
  const outcomes = await checkBallots(election.text, listed, texts);
  const bad = outcomes.map((one, i) => [i, one]).filter(([, one]) => one.reason);
  for (const [i, { number, reason }] of bad.reverse()) report.failed.set(number, `第 ${i + 1} 张选票：${reason}`);
  if (bad.length) return null;
  report.hold([10], `${texts.length} 张`);
  const keys = texts.map((text) => BigInt(CREDENTIAL.exec(text)[1]));
  const repeated = keys.length - new Set(keys).size;
  demand(11, repeated === 0, `有 ${repeated} 张重复投票`);
  report.hold([11]);
  return {
    totals: multiply(election, outcomes, voters),
    voted: new Set(keys.map(namedAs)),
    weight: keys.reduce((a, key) => a + voters.get(key), 0),
    digests: outcomes.map((one) => one.digest),
  };
}

/** Counts of the result, which follow from the ballots and the trustees' shares; null: not yet there. */
function countsOf(archive, { election, trustees, cast, bundle, whole }, report) {
  const later = "尚未进行到这一步";
  if (archive.payloads("EncryptedTally").length === 0) {
    report.skip([12, 13, 14, 15], later);
    return null;
  }
  const tally = readTally(archive, cast.totals, cast.voted.size, cast.weight);
  report.hold([12], `${cast.voted.size} 张，总权重 ${cast.weight}`);
  const shares = sharesOf(archive, { election, trustees, tally, strong: bundle.strong, whole }, report);
  if (archive.payloads("Result").length === 0) {
    report.skip([14, 15], later);
    return null;
  }
  const [result] = fields(load(archive.texts("Result")[0], "结果"), "result");
  const counts = checkSums(election.questions, result, cast.weight);
  report.hold([15]);
  report.hold([14], `${checkResult(counts, tally, shares, trustees)} 种组合`);
  return counts;
}

/** Factors by owner, every proof checked. */
export function sharesOf(archive, { election, trustees, tally, strong, whole = false }, report = new Report()) {
  const shares = new Map();
  for (const text of archive.texts("PartialDecryption")) {
    const [owner, factors] = readShare(archive, text, tally, trustees, election.fingerprint, strong);
    demand(13, !shares.has(owner), "同一监票人的份额出现两次");
    shares.set(owner, factors);
  }
  if (shares.size === 0) {
    report.skip([13], "尚未进行到这一步");
    return shares;
  }
  const more = Object.keys(strong).some((owner) => !shares.has(Number(owner)));
  demand(13, !more, "强证明附了没有交出份额的人的");
  const short = [...shares.keys()].some((owner) => !Object.hasOwn(strong, owner));
  demand(13, !short || !whole, "强证明不齐");
  report.hold([13], `${shares.size} 份；${short ? "强证明不齐或没有附上" : "强证明齐全"}`);
  return shares;
}
