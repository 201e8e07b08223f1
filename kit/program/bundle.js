// The files beside the archive: checks 9 and 16 to 20 (parcel.js lists the files).
import { hmac } from "../../node_modules/@noble/hashes/hmac.js";
import { sha512 } from "../../node_modules/@noble/hashes/sha2.js";
import { G, P, Q, numberOf } from "../../booth/static/booth/sealing/group.js";
import { Meeting, Paper, Slips, checkSheet, inColumns, reconcile, wordsOf } from "./meeting.js";
import { REPORT } from "./parcel.js";
import { knows, ofG } from "./proofs.js";
import {
  Broken,
  b64,
  bytesOf,
  bytesOfHex,
  compact,
  demand,
  fields,
  linesIn,
  listed,
  load,
  proofOf,
  rows,
  sha,
  textOf,
  whole,
} from "./reading.js";
import { Rule, decided, firstRound, nextRound } from "./rule.js";

const BOUND = /票决办法 SHA-256 ([0-9a-f]{64})/;
const REHEARSAL = "演练，不作数";
const FEWEST_SIGNERS = 2;

/** Key of the trustee who signed, and the message. */
function signedByOne(value, trustees, what) {
  const [message, signature] = fields(value, "message signature");
  const given = proofOf(signature);
  const key = trustees.signers.find((one) => knows(["sigmsg", textOf(message)], one, given));
  if (key === undefined) throw new Broken(16, `${what}不是监票人签的`);
  return [message, key];
}

/** A checkpoint's line as {no, height, head}: it belongs to this election and one of the trustees signed it. */
export function readCheckpoint(line, trustees, uuid) {
  const [message, key] = signedByOne(load(line, "检查点"), trustees, "检查点");
  const [named, height, head] = fields(load(message, "检查点"), "uuid height head");
  demand(16, named === uuid, "检查点属于另一场投票");
  return { no: trustees.signers.indexOf(key) + 1, height: whole(height), head };
}

/** The marks in an opened ballot; throws when its ciphertexts and the seed do not belong together. */
export function openedMarks(election, answers, seed) {
  return answers.map(({ choices }, i) =>
    choices.map(([alpha, beta], j) => {
      const r = numberOf(hmac(sha512, bytesOfHex(seed), bytesOf(`${election.uuid}|${i}|${j}`))) % Q;
      const mask = election.y.power(r);
      const mark = [0, 1].find((m) => beta === (m ? (mask * G) % P : mask));
      demand(17, alpha === ofG(r) && mark !== undefined, "抽查的选票与种子不符");
      return mark;
    }),
  );
}

/** One round's files; what is wrong in the form of one is told before anything is computed. */
export class Bundle {
  constructor(parcel) {
    this.parcel = parcel;
    this.strong = parcel.json("guardian_proofs.json", {});
    demand(
      4,
      typeof this.strong === "object" && this.strong && !Array.isArray(this.strong),
      "guardian_proofs.json 的格式不对",
    );
    this.audits = parcel.json("audits.json", []);
    demand(4, Array.isArray(this.audits), "audits.json 的格式不对");
    if (!parcel.whole) return;
    this.meeting = new Meeting(parcel.json("meeting.json"));
    this.paper = new Paper(parcel.json("paper.json"));
    this.slips = new Slips(parcel.json("slips.json"));
    this.rule = new Rule(parcel.json("rule.json"));
  }

  /** Check 9. */
  credentials(voters, given, voted) {
    if (!this.parcel.whole) return `${voters.size} 个（没有会议记录，不核对发出数）`;
    demand(
      9,
      [...voters.values()].every((weight) => weight === 1),
      "有票签的权重不是 1",
    );
    return this.slips.check(given, voted, this.meeting);
  }

  /**
   * Checks 17 to 20 as far as they apply; where the poll stands after this round. before: after the rounds before.
   * box: {election, trustees, events, digests, voted, counts, opens} as the archive says
   */
  check(report, box, before) {
    if (this.parcel.text("audits.json") === null) report.skip([17], "没有附上 audits.json");
    else report.hold([17], this.#audited(box));
    if (this.parcel.whole) {
      demand(18, box.counts !== null, "有会议记录，票箱却还没有结果");
      return this.#whole(report, box, before);
    }
    report.skip([18, 19, 20], "没有附上会议记录");
    return null;
  }

  /** Check 16, after all others: a station that is about to sign wants to know that nothing else is wrong. */
  checkSignatures(report, box) {
    if (this.parcel.whole || this.parcel.files.has("checkpoints.txt")) report.hold([16], this.#signed(box));
    else report.skip([16], "没有附上检查点和签名");
  }

  #whole(report, { election, voted, counts }, before) {
    const { meeting, rule, paper, parcel } = this;
    this.#bound(election);
    const fits = !election.questions.some((one) => one.blank) && !rule.values.opposing;
    demand(18, fits, "票面与票决办法的票型不符");
    const note = reconcile(meeting, this.slips, paper, voted);
    const items = rule.chooses ? election.questions[0].answers : election.questions.map((one) => one.name);
    demand(18, new Set(items).size === items.length, "有重名的项目");
    paper.check(items.length, rule, meeting.n.transcribed);
    let columns = inColumns(counts, voted.size, rule);
    if (paper.rows) columns = columns.map((row, i) => row.map((n, j) => n + paper.rows[i][j]));
    report.joined = paper.rows && { items, words: wordsOf(meeting, rule), columns };
    report.hold([18], note);
    const standing = this.#decision(report, new Map(items.map((item, i) => [item, columns[i][0]])), before);
    checkSheet(parcel.text(REPORT) ?? "", meeting, rule, items, columns);
    report.hold([20], `${parcel.files.size} 个文件`);
    return standing;
  }

  /** What the election file, which the slips name, says of the meeting: its rule, and whether it was a drill. */
  #bound(election) {
    const named = BOUND.exec(election.description);
    const same = !named || named[1] === sha(this.parcel.files.get("rule.json"));
    demand(19, same, "票决办法不是选举文件写明的那一份");
    const drill = election.description.includes(REHEARSAL);
    demand(18, this.meeting.rehearsal === drill, "是不是演练，会议记录与选举文件说法不同");
  }

  #decision(report, approvals, before) {
    const { meeting, rule } = this;
    if (meeting.kind !== "adoption") {
      report.skip([19], "测评和票选推荐只报票数");
      return null;
    }
    demand(19, rule.values.deputies_threshold === null, "票决没有双重门槛");
    const people = { ...meeting.n, approvals };
    const now = before ? nextRound(before, rule, people) : firstRound(rule, people);
    const equal = (given, due) => given.length === due.length && given.every((one, i) => one === due[i]);
    const named = listed(now.adopted) || "无";
    demand(19, equal(meeting.adopted, now.adopted), `与公布的不符，按规则入选的应为：${named}`);
    demand(19, equal(meeting.pending, now.pending), `未定的项目应为：${listed(now.pending) || "无"}`);
    report.verdict.push(...verdictOf(now, rule, people));
    const final = this.#congress(report, now);
    report.hold([19], `入选 ${final.length} 项：${listed(final)}`);
    return now;
  }

  /** Adopted items, with what the congress chose afterwards; its decision stands beside the fingerprint. */
  #congress(report, now) {
    const value = this.parcel.json("decision.json");
    if (value === null) return now.adopted;
    const [basis, fingerprint, chosen, adopted] = fields(value, "basis bundle chosen adopted");
    demand(19, fingerprint === this.parcel.fingerprint, "大会的决定属于另一份档案");
    const final = decided(now, rows(chosen).map(textOf));
    const same = rows(adopted).length === final.length && adopted.every((one, i) => one === final[i]);
    demand(19, same, "大会决定后的入选名单有误");
    const words = listed(chosen) || "不补";
    report.verdict.push(`  大会决定（${textOf(basis)}，不在档案指纹之内，请对照公告）：${words}`);
    return final;
  }

  /** Check 16: checkpoints lie on this board; of a whole bundle two stations signed the fingerprint. */
  #signed({ election, trustees, events }) {
    const lines = linesIn(this.parcel.text("checkpoints.txt") ?? "").filter(
      (line, i, all) => line || i < all.length - 1,
    );
    const signers = new Set();
    for (const line of lines) {
      const { no, height, head } = readCheckpoint(line, trustees, election.uuid);
      demand(16, height < events.length, "检查点属于另一场投票");
      demand(16, events[height].hash === head, `第 ${height} 号事件与检查点不同：看板被改过`);
      signers.add(no);
    }
    const note = `${lines.length} 个检查点，${signers.size} 人签署`;
    if (!this.parcel.whole) return note;
    const agreed = rows(this.parcel.json("signatures.json", [])).map((one) => {
      const [message, key] = signedByOne(one, trustees, "档案指纹的签名");
      const [uuid, fingerprint] = fields(load(message, "签名"), "uuid bundle");
      const ours = uuid === election.uuid && fingerprint === this.parcel.fingerprint;
      demand(16, ours, "监票台签的不是这一份档案");
      return trustees.signers.indexOf(key);
    });
    const inOrder = agreed.every((no, i) => i === 0 || agreed[i - 1] < no);
    demand(16, inOrder, "档案指纹的签名重复，或没有按监票人的次序");
    const enough = agreed.length >= FEWEST_SIGNERS;
    demand(16, enough, `应有 ${FEWEST_SIGNERS} 台监票台在档案指纹上签名，现有 ${agreed.length} 台`);
    return `${note}；${agreed.length} 台监票台签了档案指纹`;
  }

  /** Check 17. */
  #audited({ election, digests, opens }) {
    const cast = new Set(digests);
    for (const audit of this.audits) {
      const [ballot, seed] = fields(audit, "ballot seed");
      demand(17, typeof seed === "string" && /^[0-9a-f]{64}$/.test(seed), "种子写法有误");
      demand(17, !cast.has(b64(compact(ballot))), "抽查过的选票又投进了票箱");
      openedMarks(election, opens(ballot), seed);
    }
    return `${this.audits.length} 张`;
  }
}

/** The verdict in lines, item by item, most approvals first. */
function verdictOf(now, rule, people) {
  const line = rule.inWords(rule.base(people));
  const word = (item) => {
    if (now.adopted.includes(item)) return "入选";
    if (!now.pending.includes(item)) return "未入选";
    return now.tie ? "末位平票，未定" : "未过线，待定";
  };
  const over = (item) => (rule.values.pass_base !== "none" && now.passing.includes(item) ? "，过线" : "");
  return [
    `按票决办法（应选 ${rule.seats} 项，${line}）：${now.effective ? "" : "表决无效"}`,
    ...[...people.approvals]
      .sort(([, a], [, b]) => b - a)
      .map(([item, n]) => `  ${word(item)}：${item}，赞成 ${n} 票${over(item)}`),
  ];
}
