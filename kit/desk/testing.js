// 检验: what a ballot that was opened for a test really contains, computed on another device than the one that sealed it.
import { core } from "../program/core.js";
import { Doors, addressOf } from "./doors.js";
import { alarm, alarmUnless, needs } from "./problem.js";

const plain = (typed) => typed.replace(/[-\s]/g, "");
const { load, sha } = core.reading;

/** {title, code, lines: [question, answers chosen], fingerprint} of the opened ballot with this tracking code. */
export async function openUnder({ address: typed, code: typedCode, seed: typedSeed }, more = {}) {
  const [code, seed] = [plain(typedCode).toUpperCase(), plain(typedSeed).toLowerCase()];
  needs(/^[0-9A-F]{16}$/.test(code), "核验码应为 16 位数字和字母（A 到 F），请对照手机重新输入。");
  needs(/^[0-9a-f]{64}$/.test(seed), "种子应为 64 位数字和字母（a 到 f），请对照手机重新输入或扫码粘贴。");
  const doors = new (more.Doors ?? Doors)(addressOf(typed).address);
  const about = await doors.get("board.json");
  needs(about.election, "这个票箱还没有选举文件，没有可以检验的票。");
  const { ballot } = await doors.get(`opened/${code}/`);
  alarmUnless(sha(ballot).slice(0, 16).toUpperCase() === code, "票与核验码不符：请停止使用那台设备并报告监票人。");
  const election = new core.Election(about.election);
  return { title: election.name, code, fingerprint: election.hash, lines: linesOf(election, ballot, seed) };
}

function linesOf(election, ballot, seed) {
  try {
    const { credential } = load(ballot, "选票");
    const box = new core.Box(election, new Map([[BigInt(credential), 1]]));
    const marks = core.openedMarks(election, box.opened(load(ballot, "选票")), seed);
    return election.questions.map((question, i) => {
      const answers = [...(question.blank ? ["空白"] : []), ...question.answers];
      return [question.name, answers.filter((_, j) => marks[i][j])];
    });
  } catch (why) {
    throw alarm(`${why.message}：那台设备没有如实封票，请停止使用并报告监票人。`);
  }
}
