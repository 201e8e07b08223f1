// The meeting's record: its numbers, the roll of slips, the joined paper sheet. Checks 9 and 18.
import { demand, fields, linesIn, rows, textOf, whole } from "./reading.js";

const NUMBERS =
  "deputies present printed voided issued direct exchanged transcribed not_voted returned valid void excess";
const SMALLEST_PAPER = 20;
const KINDS = ["adoption", "satisfaction", "advisory"];
const within = (part, all) => [...part].every((one) => all.has(one));

/** meeting.json: `n` holds the numbers by name. */
export class Meeting {
  constructor(value) {
    const given = fields(value, `version kind rehearsal ${NUMBERS} adopted pending`);
    const [version, kind, rehearsal, ...rest] = given;
    const [adopted, pending] = rest.slice(-2);
    demand(18, whole(version) === 2 && KINDS.includes(kind), "会议记录的版本或票种不认识");
    demand(18, typeof rehearsal === "boolean", "会议记录没有写明是不是演练");
    Object.assign(this, { kind, rehearsal, n: {} });
    NUMBERS.split(" ").forEach((name, i) => {
      this.n[name] = whole(rest[i]);
    });
    const decides = kind === "adoption";
    const told = (adopted !== null) === decides && (pending !== null) === decides;
    demand(19, told, "结论缺失，或不应有结论");
    this.adopted = decides ? rows(adopted).map(textOf) : [];
    this.pending = decides ? rows(pending).map(textOf) : [];
  }
}

function digests(value) {
  const given = rows(value).map(textOf);
  demand(
    9,
    given.every((one) => /^[0-9a-f]{64}$/.test(one)),
    "票签名册写法有误",
  );
  demand(
    9,
    given.every((one, i) => i === 0 || given[i - 1] < one),
    "票签名册有重复，或没有按序排列",
  );
  return new Set(given);
}

/** slips.json: sets of the SHA-256 of public credentials. */
export class Slips {
  constructor(value) {
    const lists = fields(value, "credentials exchanged transcribed voided").map(digests);
    [this.credentials, this.exchanged, this.transcribed, this.voided] = lists;
  }

  get wentOut() {
    return new Set([...this.credentials].filter((one) => !this.voided.has(one)));
  }

  /** Check 9: the archive's list is what was printed less what was void. */
  check(listed, voted, meeting) {
    const out = this.wentOut;
    demand(9, within(this.voided, this.credentials), "作废的票签不在印制的之中");
    demand(9, listed.size === out.size && within(listed, out), "档案的凭据名单不是印制的减作废的票签");
    const kept = within(this.exchanged, out) && within(this.transcribed, this.exchanged);
    demand(9, kept, "换票、转录的票签不在发出的之中");
    const twice = [...voted].some((one) => this.exchanged.has(one) && !this.transcribed.has(one));
    demand(9, !twice, "有换了纸质票的票签又投了电子票");
    for (const [name, number] of [
      ["printed", this.credentials.size],
      ["voided", this.voided.size],
    ])
      demand(9, meeting.n[name] === number, `会议记录的 ${name} 是 ${meeting.n[name]}，票签名册为 ${number}`);
    return `${out.size} 个，印制 ${meeting.n.printed} 减作废 ${meeting.n.voided}`;
  }
}

/** paper.json: all paper boxes as one sheet. rows: four counts an item; null where no paper is counted apart. */
export class Paper {
  constructor(value) {
    const [boxes, issued, returned, spoiled, given] = fields(value, "boxes issued returned spoiled rows");
    Object.assign(this, { boxes, issued, returned, spoiled });
    [boxes, issued, returned, spoiled].forEach((one) => whole(one));
    this.rows = given === null ? null : rows(given).map((row) => rows(row, 4).map((n) => whole(n)));
  }

  /** Papers that count on their own. */
  get valid() {
    return this.rows === null ? 0 : this.returned - this.spoiled;
  }

  check(items, rule, transcribed) {
    if (this.rows === null) {
      demand(18, this.spoiled === 0, "没有单独计的纸质票，却有无效的纸质票");
      demand(18, [0, transcribed].includes(this.returned), "纸质票没有单独计，也没有全部转录");
      return;
    }
    demand(18, transcribed === 0, "纸质票既单独计，又转录进了票箱");
    demand(18, this.returned >= SMALLEST_PAPER, `纸质票只有 ${this.returned} 张，单独计会暴露个人意见`);
    demand(18, this.spoiled <= this.returned, "无效的纸质票多于收回的");
    demand(18, this.boxes > 0, "有纸质票，却没有纸质票箱");
    demand(18, this.rows.length === items, "纸质票的项目数与票面不同");
    this.rows.forEach((row, i) => {
      const sum = row.reduce((a, b) => a + b, 0);
      demand(18, sum === this.valid, `纸质票第 ${i + 1} 项合计 ${sum}，有效纸质票 ${this.valid} 张`);
      demand(18, !rule.chooses || (row[1] === 0 && row[2] === 0), `纸质票第 ${i + 1} 项有票面上没有的意见`);
    });
    const ticks = this.rows.reduce((a, row) => a + row[0], 0);
    demand(18, !rule.chooses || ticks <= rule.limit * this.valid, "纸质票的选择多于票面所允许的");
  }
}

/** Check 18: papers ≤ slips exchanged, returned = electronic + paper ≤ issued ≤ present ≤ entitled. Returns the equation. */
export function reconcile(meeting, slips, paper, voted) {
  const { n } = meeting;
  const transcribed = [...voted].filter((one) => slips.transcribed.has(one)).length;
  const electronic = voted.size - transcribed;
  const out = slips.exchanged.size + n.direct;
  const wentOut = slips.wentOut.size;
  const absent = wentOut - electronic - slips.exchanged.size;
  const computed = {
    transcribed,
    exchanged: out,
    not_voted: absent,
    issued: wentOut + n.direct,
    returned: electronic + paper.returned,
    void: paper.spoiled,
    valid: electronic + paper.returned - paper.spoiled,
    excess: Math.max(0, paper.returned - out),
  };
  for (const [name, number] of Object.entries(computed))
    demand(18, n[name] === number, `会议记录的 ${name} 是 ${n[name]}，重算为 ${number}`);
  demand(18, paper.issued === out, `纸质票箱登记发出 ${paper.issued} 张，凭票签和签到发出 ${out} 张`);
  demand(18, [0, paper.returned].includes(transcribed), `转录 ${transcribed} 张，收回纸质票 ${paper.returned} 张`);
  const chain = [
    ["收回", "returned"],
    ["发出", "issued"],
    ["实到", "present"],
    ["应到", "deputies"],
  ];
  chain.slice(1).forEach(([more, other], i) => {
    const [less, one] = chain[i];
    demand(18, n[one] <= n[other], `${less} ${n[one]} 多于${more} ${n[other]}`);
  });
  demand(18, n.deputies > 0, "应到为 0");
  return `电子 ${electronic} + 领用纸质票 ${out} + 未投 ${absent} = 发出 ${n.issued}，收回 ${n.returned}`;
}

/** Electronic counts as four columns an item; the fourth is what carries none of the first three marks. */
export function inColumns(counts, ballots, rule) {
  if (rule.chooses) {
    demand(18, counts.length === 1, "限选票应当只有一道题");
    return counts[0].map((n) => [n, 0, 0, ballots - n]);
  }
  return counts.map((row) => [...[0, 1, 2].map((i) => row[i] ?? 0), ballots - row.reduce((a, b) => a + b, 0)]);
}

/** What the four counts of an item are called; empty where the ballot has no such mark. */
export function wordsOf(meeting, rule) {
  if (meeting.kind === "satisfaction") return ["满意", "基本满意", "不满意", "不了解"];
  if (rule.chooses) return ["选择", "", "", "未选"];
  return ["赞成", "反对", "弃权", rule.values.blank_item === "abstain" ? "该项不计" : "未按"];
}

/** Every line of the certificate that holds numbers, in its order. */
function linesOf({ n, ...meeting }, rule, items, columns) {
  const electronic = n.issued - n.exchanged - n.not_voted;
  const words = wordsOf(meeting, rule);
  return [
    `应到 ${n.deputies} 人，实到 ${n.present} 人。`,
    `发出 ${n.issued} 张，收回 ${n.returned} 张，其中有效票 ${n.valid} 张，无效票 ${n.void} 张。`,
    `票数核对：电子票 ${electronic} 张 + 领用纸质票 ${n.exchanged} 张 + 未投 ${n.not_voted} 张` +
      ` = 发出 ${n.issued} 张；收回 ${n.returned} 张，没有多于发出的票数。`,
    ...items.map((item, i) => {
      const votes = columns[i].map((count, j) => words[j] && `${words[j]} ${count} 票`).filter(Boolean);
      return `${item}：${votes.join("，")}。`;
    }),
  ];
}

/** Check 20: the certificate's numbers are those that follow from archive and record. */
export function checkSheet(text, meeting, rule, items, columns) {
  const numbered = /^(?:应到 .*|发出 .*|票数核对：.*|\d+\. .*票。)$/;
  const found = linesIn(text).filter((line) => numbered.test(line));
  const expected = linesOf(meeting, rule, items, columns);
  const same = found.length === expected.length && found.every((line, i) => line === expected[i]);
  demand(20, same, "计票报告单的数字与重算的不同");
  const noted = text.includes("多于登记发出的");
  demand(20, noted === meeting.n.excess > 0, "计票报告单没有写明纸质票多于发出的，或写错了");
}
