// The vote rule (rule.json) and what follows from it: check 19.
import { demand, fields, textOf, whole } from "./reading.js";

const NAMES =
  "blank_ballot_valid blank_item deputies_threshold form inclusive local_basis max_choices max_revotes min_surplus opposing " +
  "over_select participation pass_base pick quorum result_detail seats secret shortfall threshold tie_at_cut " +
  "unclear_voids_ballot";
const CHOICES = {
  form: ["per_item", "choose", "advisory"],
  pass_base: ["all_deputies", "present", "voting", "none"],
  pick: ["top", "all_passing"],
  tie_at_cut: ["revote", "presidium", "all_in", "by_number"],
  shortfall: ["as_many_as_passed", "second_round", "presidium"],
  over_select: ["whole_void", "excess_void"],
  blank_item: ["abstain", "not_pressed"],
  result_detail: ["names", "approvals", "full"],
};
const TRUE_OR_FALSE = ["blank_ballot_valid", "inclusive", "opposing", "secret", "unclear_voids_ballot"];
const WHO = { all_deputies: "全体代表", present: "到会", voting: "参加表决", none: "" };

/** A share such as 1/2 as [above, below]. */
function shareOf(value) {
  const match = typeof value === "string" && /^([0-9]{1,9})(?:\/([1-9][0-9]{0,8}))?$/.exec(value);
  demand(19, Boolean(match), `票决办法中“${String(value).slice(0, 40)}”不是 1/2 这样的比例`);
  return [BigInt(match[1]), BigInt(match[2] || 1)];
}

/** How n compares with the share of a base: negative, 0 or positive. */
function against(n, [above, below], base) {
  const difference = BigInt(n) * below - above * BigInt(base);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** rule.json: exactly the 22 parameters, each of its own kind. */
export class Rule {
  constructor(value) {
    const given = fields(value, NAMES);
    this.values = Object.fromEntries(NAMES.split(" ").map((name, i) => [name, given[i]]));
    const { values } = this;
    for (const [name, choices] of Object.entries(CHOICES))
      demand(19, choices.includes(values[name]), `票决办法的 ${name} 不在规定之中`);
    for (const name of TRUE_OR_FALSE) demand(19, typeof values[name] === "boolean", `票决办法的 ${name} 应为真或假`);
    this.seats = whole(values.seats, 1);
    this.revotes = whole(values.max_revotes, 1);
    this.maxChoices = values.max_choices === null ? null : whole(values.max_choices, 1);
    textOf(values.local_basis);
    this.shares = {};
    for (const name of ["threshold", "quorum", "min_surplus"]) this.shares[name] = shareOf(values[name]);
    for (const name of ["deputies_threshold", "participation"])
      if (values[name] !== null) this.shares[name] = shareOf(values[name]);
  }

  get chooses() {
    return this.values.form !== "per_item";
  }

  /** Most ticks on one ballot of a choose-N rule. */
  get limit() {
    return this.maxChoices ?? this.seats;
  }

  /** Persons that the line is a share of. */
  base({ deputies, present, returned }) {
    return { all_deputies: deputies, present, voting: returned, none: 0 }[this.values.pass_base];
  }

  inWords(base) {
    if (this.values.pass_base === "none") return "不设通过线";
    const word = this.values.inclusive ? "达到" : "超过";
    return `通过线：${word}${WHO[this.values.pass_base]} ${base} 人的 ${this.values.threshold}`;
  }
}

const start = (rule, items) => ({
  rule,
  items,
  adopted: [],
  pending: [],
  seats: 0,
  step: null,
  tie: false,
  revotes: 0,
  effective: true,
  passing: [],
});

/** Adopted items by the rule: quorum, enough taking part, enough approvals, most first. people: see `Rule.base`; approvals: Map. */
export function firstRound(rule, people) {
  const items = [...people.approvals.keys()];
  const before = start(rule, items);
  if (!isEffective(rule, people)) return { ...before, effective: false };
  const votes = (item) => people.approvals.get(item);
  const passing = items.filter((item) => passes(rule, people, votes(item)));
  const order = [...passing].sort((a, b) => votes(b) - votes(a));
  const now = { ...before, passing };
  if (rule.values.pick === "all_passing" || order.length <= rule.seats) return withShortfall(now, order);
  const cut = votes(order[rule.seats - 1]);
  if (votes(order[rule.seats]) < cut) return { ...now, adopted: order.slice(0, rule.seats) };
  const above = order.filter((item) => votes(item) > cut);
  const tied = passing.filter((item) => votes(item) === cut);
  const places = rule.seats - above.length;
  if (rule.values.tie_at_cut === "all_in") return withShortfall(now, [...above, ...tied]);
  if (rule.values.tie_at_cut === "by_number") return withShortfall(now, [...above, ...tied.slice(0, places)]);
  return { ...now, adopted: above, pending: tied, seats: places, step: rule.values.tie_at_cut, tie: true };
}

function passes(rule, people, votes) {
  if (rule.values.pass_base === "none") return true;
  const base = rule.base(people);
  const difference = against(votes, rule.shares.threshold, base);
  return base > 0 && (difference > 0 || (rule.values.inclusive && difference === 0));
}

function isEffective({ shares }, { deputies, present, returned }) {
  const difference = against(present, shares.quorum, deputies);
  const half = shares.quorum[0] * 2n === shares.quorum[1]; // 过半数
  const least = shares.participation;
  return (half ? difference > 0 : difference >= 0) && (!least || against(returned, least, deputies) > 0);
}

function withShortfall(before, adopted) {
  const rest = before.items.filter((item) => !adopted.includes(item));
  const missing = Math.min(before.rule.seats - adopted.length, rest.length);
  const { shortfall } = before.rule.values;
  if (missing < 1 || shortfall === "as_many_as_passed") return { ...before, adopted };
  return { ...before, adopted, pending: rest, seats: missing, step: shortfall };
}

const sameSet = (a, b) => a.length === b.length && a.every((one) => b.includes(one));

/** A further round joined to what was decided before. */
export function nextRound(before, rule, people) {
  const items = before.step ? before.pending : before.items;
  demand(19, [null, "revote", "second_round"].includes(before.step), "上一轮之后不应再投票");
  demand(19, before.step !== null || !before.effective, "上一轮已有结论，不应再投票");
  demand(19, sameSet([...people.approvals.keys()], items), "这一轮的项目不是上一轮没有定下的那些");
  const derived = derivedRule(before);
  const same = Object.keys(derived).every((name) => derived[name] === rule.values[name]);
  demand(19, same, "这一轮的办法不是由第一轮的办法得出的");
  const now = firstRound(rule, people);
  if (before.step === null) return now;
  if (!now.effective) return { ...before, effective: false };
  return {
    ...now,
    rule: before.rule,
    items: before.items,
    adopted: [...before.adopted, ...now.adopted],
    revotes: before.revotes + (before.step === "revote" ? 1 : 0),
  };
}

/** The rule of the round that follows: its places, its line, and what its own tie would lead to. */
function derivedRule({ rule, step, seats, revotes }) {
  if (step === null) return { ...rule.values };
  const free = rule.maxChoices === null && !rule.chooses;
  const values = {
    ...rule.values,
    seats,
    max_choices: free ? null : Math.min(rule.limit || seats, seats),
    shortfall: "as_many_as_passed",
  };
  if (step === "second_round") return values;
  if (revotes + 1 >= rule.revotes) values.tie_at_cut = "presidium";
  return { ...values, pass_base: "none", deputies_threshold: null, pick: "top" };
}

/** Adopted items once the congress chose among those that were open. */
export function decided(before, chosen) {
  demand(19, before.step === "presidium", "没有要由大会决定的项目，不应有大会的决定");
  demand(19, new Set(chosen).size === chosen.length, "大会决定的项目重复");
  const fits = before.tie ? chosen.length === before.seats : chosen.length <= before.seats;
  const open = chosen.every((one) => before.pending.includes(one));
  demand(19, open && fits, "大会的决定超出办法所允许的范围");
  return [...before.adopted, ...before.pending.filter((item) => chosen.includes(item))];
}
