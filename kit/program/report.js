// The twenty checks by number and title, and what came of each; the verifier's wording.
import { sha } from "./reading.js";

export const TITLES = [
  "文件头与归档格式",
  "文件名等于内容的 SHA-256",
  "哈希链：前后相接、编号连续、次序合规",
  "JSON 为规定写法，无多余字段",
  "群参数为公开常数 BELENIOS-2048",
  "所有群元素在子群内，所有指数在范围内",
  "监票人证书、承诺、公钥与持有证明",
  "选举公钥等于监票人公钥之积",
  "公开凭据按序、不重复，数目等于发出减作废",
  "每张选票：场次、名单、签名、有效性证明",
  "没有凭据投了两次",
  "密文合计与张数",
  "每份解密份额的证明",
  "每一种够数的监票人组合都解出同一结果",
  "每题票数之和在规则范围内",
  "看板检查点、监票台在档案指纹上的签名",
  "抽查的选票打开相符，且不在票箱中",
  "应到、实到、发票、收回、换票、未投、纸质票相符",
  "各轮按票决办法得出的结论",
  "档案齐全无改动，计票报告单与重算的一致",
];

/** Outcomes by check number, from 1. whole: the meeting's record was checked, too; head: fingerprint of the whole bundle. */
export class Report {
  constructor() {
    Object.assign(this, { failed: new Map(), skipped: new Map(), held: new Map() });
    Object.assign(this, { whole: false, rehearsal: false, head: "", board: "", joined: null, verdict: [] });
  }

  hold(numbers, note = "") {
    for (const number of numbers) this.held.set(number, note);
  }

  skip(numbers, why) {
    for (const number of numbers) this.skipped.set(number, why);
  }

  /** Whether each check holds or does not apply. */
  get good() {
    return this.failed.size === 0 && TITLES.every((_, i) => this.held.has(i + 1) || this.skipped.has(i + 1));
  }

  /** [mark, number, title, note] of each check. */
  get lines() {
    return TITLES.map((title, i) => {
      const n = i + 1;
      if (this.failed.has(n)) return ["✗", n, title, this.failed.get(n)];
      if (this.skipped.has(n)) return ["-", n, title, `不适用（${this.skipped.get(n)}）`];
      if (this.held.has(n)) return ["✓", n, title, this.held.get(n)];
      return ["?", n, title, "前面的检查未通过，没有检查"];
    });
  }
}

/** A public credential as slips.json names it. */
export const namedAs = (credential) => sha(String(credential));
