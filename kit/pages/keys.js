// Screens of a key holder: one for each thing to do, alarms and a missing drill above all of them.
import * as decide from "../desk/deciding.js";
import { alertBox, button, facts, field, form, h, link, notice, p, print, secret, strong, table } from "./dom.js";
import { done, destroyed, share, shared } from "./ending.js";
import { boardHead, fingerprint, watch } from "./watching.js";

const STEPS = ["连接", "钥匙仪式", "备份", "看守", "解密", "完成"];
const STEP_OF = {
  ...{ certs: 1, compare: 1, keys: 1, stopped: 1, backup: 2, drill: 2 },
  ...{ watch: 3, share: 4, shared: 4, done: 5, destroyed: 6 },
};
const NEEDS_KEY = ["certs", "compare", "keys", "backup", "drill"];
const WORDS = {
  none: "还没有连上",
  cert: "已连上",
  polynomial: "正在做钥匙",
  voutput: "已做好",
  ready: "已做好",
  shared: "已交份额",
};

/** {heading, main, top, under, notes} of one key as it stands now. app: acts that concern all keys */
export function keyScreen(trustee, app) {
  const { record, screen } = trustee;
  const locked = NEEDS_KEY.includes(screen) && !trustee.secrets;
  const make = trustee.alarm ? alarmed : locked ? locker : SCREENS[screen];
  const [heading, ...main] = make(trustee, app);
  return {
    heading,
    main,
    top: `第 ${record.no} 把钥匙 · ${record.names[record.no - 1]}`,
    under: `${record.sitting} ${record.title}`,
    rehearsal: trustee.drawer.rehearsal,
    notes: [steps(STEP_OF[screen]), ...warnings(trustee)],
  };
}

const steps = (now) =>
  h(
    "ol",
    { class: "steps" },
    STEPS.map((word, at) =>
      h("li", { class: at < now ? "past" : undefined, "aria-current": at === now ? "step" : undefined }, word),
    ),
  );

function warnings(trustee) {
  const { record, screen } = trustee;
  const past = trustee.alarms.filter((one) => one !== trustee.alarm);
  const proven = !record.election || record.drilled || ["backup", "drill", "destroyed"].includes(screen);
  return [
    past.length > 0 &&
      alertBox(
        p(strong("曾经报警")),
        past.map((one) => p(one)),
      ),
    !proven &&
      notice(
        p(strong("备份还没有演练过")),
        p("这台电脑一坏，钥匙就可能找不回来。请用备份单做一次恢复演练。"),
        p(link("现在演练", `drill/${trustee.drawer.name}`)),
      ),
    trustee.trouble && notice(p(trustee.trouble)),
  ];
}

const locker = (trustee) => [
  "输入口令，打开钥匙",
  form(
    (given) => trustee.unlock(given.passphrase),
    secret("口令", "passphrase", "当初在这台电脑上为这把钥匙设的口令。"),
    button("打开"),
  ),
];

const alarmed = (trustee) => [
  "报警：请停止操作",
  alertBox(p(strong(trustee.alarm))),
  p(
    "不要关掉浏览器，不要清除它的数据，立即报告总监票人。本机不会为这样的看板出具份额；报警时服务器给出的内容已留在本机，可作证据。",
  ),
  facts(
    ["本机看到选票", `${trustee.watch.seen} 张`],
    ["本机已核对", `${trustee.watch.checked.length} 张`],
    ["本机看板指纹", boardHead(trustee)],
  ),
  link("保存证据", `evidence/${trustee.drawer.name}`, "button second"),
];

function progress(trustee) {
  const rows = (trustee.about.trustees ?? []).map((one) => [
    one.no,
    one.name,
    h("span", { class: one.step === "none" ? "badge wait" : "badge" }, WORDS[one.step] ?? "—"),
  ]);
  return rows.length ? table(["钥匙", "持有人", "进度"], rows) : p("正在连接……");
}

const certs = (trustee) => ["已连上，请等其他监票人", p("全部连上后，本页自动继续。"), progress(trustee)];
const keys = (trustee) => ["正在一起做钥匙", p("不用操作。全部做好后，本页自动继续。"), progress(trustee)];

function compare(trustee) {
  const { names, threshold, no } = trustee.record;
  const rows = trustee.prints.map(([at, name, mark]) => [at, name + (at === no ? "（本机）" : ""), print(mark)]);
  return [
    "当面核对指纹，抄回备份单",
    p(
      `${names.length} 把钥匙，任意 ${threshold} 把到场才能开箱。请与其他监票人当面核对：每人念出自己屏幕上的指纹，` +
        "逐组对照；所有电脑上的这张表应当一模一样。",
    ),
    table(["钥匙", "持有人", "指纹"], rows),
    ...sheetAndCopy(trustee, (given) => decide.agree(trustee, true, given.seed), "指纹一致，备份已抄好"),
    form(() => decide.agree(trustee, false), button("指纹不一致，停止", "danger")),
    form(() => decide.agree(trustee, true), button("指纹一致，备份单以后再打印", "second")),
  ];
}

const copying = (act, word) =>
  form(
    act,
    field("备份单上的 6 组字符", "seed", "封信封以前，照着备份单抄一遍（恢复演练）。区分大小写，横线可以不输入。", {
      autocapitalize: "off",
    }),
    button(word),
  );

const sheetAndCopy = (trustee, act, word) => [
  p("备份单就是钥匙，只打印，不拍照、不存文件。装入信封，封口签名。"),
  link("打开备份单打印", `sheet/${trustee.drawer.name}`, "button second"),
  copying(act, word),
];

const drilling = (trustee) => (given) => decide.drill(trustee, given.seed);

const backup = (trustee) => [
  "钥匙已做好，请打印密封备份，再抄回",
  p("本机已检查：选举的钥匙由各位监票人一起做成，本机的一份在内。请当众念出下面的指纹，它要印在会议程序册上。"),
  fingerprint(trustee),
  ...sheetAndCopy(trustee, drilling(trustee), "演练"),
  form(() => trustee.drawer.note({ printed: true }), button("已打印，下一步", "second")),
];

const drill = (trustee) => [
  "恢复演练：抄回钥匙",
  p("封信封以前，照着备份单把钥匙输入一遍。本机只凭您输入的内容，从服务器取回您那一份，证明它与选举的钥匙相符。"),
  copying(drilling(trustee), "演练"),
  form(() => trustee.drawer.note({ later: true }), button("现在没有打印机，以后再演练", "second")),
];

/** The drill at a later time: the passphrase opens connection and key first. */
export function drillScreen(trustee) {
  const [heading, ...main] = trustee.secrets ? drill(trustee).slice(0, 3) : locker(trustee);
  const sheet = trustee.secrets && link("打开备份单打印", `sheet/${trustee.drawer.name}`);
  return {
    heading,
    main: [...main, sheet],
    top: `第 ${trustee.record.no} 把钥匙`,
    rehearsal: trustee.drawer.rehearsal,
    notes: [],
  };
}

const stopped = () => [
  "指纹不一致，已停止",
  alertBox(p("有人可能换过证书。本机不再交出任何内容。")),
  p("请报告总监票人，在网站上“重做密钥仪式”，每人重新取得连接码，再从首页重新连接。"),
];

const SCREENS = { certs, compare, keys, backup, drill, watch, share, shared, done, destroyed, stopped };
