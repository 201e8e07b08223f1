// Home, connecting and restoring a key, the credential office, the test of an opened ballot, the verifier.
import * as decide from "../desk/deciding.js";
import { Office } from "../desk/office.js";
import { openUnder } from "../desk/testing.js";
import { printOf } from "../desk/trustee.js";
import { core } from "../program/core.js";
import { alertBox, button, facts, field, form, good, h, link, notice, p, print, secret, strong, table } from "./dom.js";
import { colourOf, officeFacts } from "./papers.js";

const { listed, sha } = core.reading;
const ADDRESS = "在网站的“密钥”页点“复制”，粘贴在这里；连接码会一起带来。";
const box = (help = ADDRESS) => field("票箱地址", "address", help, { inputmode: "url" });
const desk = (to, name, words) => h("li", {}, h("a", { href: `#${to}` }, strong(name), words));
const desks = (...items) => h("ul", { class: "desks" }, ...items);

/** What this program can do, and what is under way on this computer. */
export function home(app) {
  const mine = app.trustees.map(({ drawer, record }) =>
    desk(
      `key/${drawer.name}`,
      `第 ${record.no} 把钥匙 · ${record.names[record.no - 1]}`,
      `${drawer.rehearsal ? "演练 · " : ""}${record.sitting} ${record.title}`,
    ),
  );
  const printing = app.office && !app.office.forgotten;
  return {
    heading: "请选择",
    main: [
      mine.length > 0 && [h("h2", {}, "本机的钥匙"), desks(mine)],
      printing && [h("h2", {}, "正在印的票签"), desks(desk("office", "票签组", app.office.about.title))],
      h("h2", {}, "新的工作"),
      desks(
        desk("connect", "监票人钥匙", "做一把钥匙，看守票箱，截止后出具份额"),
        desk("restore", "恢复钥匙", "电脑坏了，用密封备份在这台电脑上接着做"),
        !printing && desk("office", "票签组", "制作、打印票签"),
        desk("test", "检验", "看一张打开检验的票里到底封了什么"),
        desk("verify", "验票", "把公开档案从头验一遍，不用连网；也能算任何文件的指纹"),
      ),
    ],
  };
}

export const connect = (app) => ({
  heading: "连接票箱，做一把钥匙",
  top: "监票人钥匙",
  main: [
    p("用自己带来的电脑。钥匙在这台电脑上做，服务器拿不到。"),
    form(
      async (given) => app.add(await decide.connect(app.store, given, app.more)),
      box(),
      field("连接码", "code", "和地址一起复制来的，可以不填。", { required: false }),
      secret("给钥匙设一个口令", "passphrase", "至少 8 个字，自己记牢：出具份额时还要用。"),
      secret("再输入一次口令", "again"),
      button("连接"),
    ),
  ],
});

export const restore = (app) => ({
  heading: "用密封备份恢复钥匙",
  top: "恢复钥匙",
  main: [
    p("两位监票人在场时拆开信封。先在网站“密钥”页重新取得连接码，旧电脑的连接码随即失效。"),
    form(
      async (given) => app.add(await decide.restore(app.store, given, app.more)),
      box(),
      field("新的连接码", "code", "和地址一起复制来的，可以不填。", { required: false }),
      field("备份单上的 6 组字符", "seed", "区分大小写，横线可以不输入；也可以粘贴扫码得到的内容。", {
        autocapitalize: "off",
      }),
      secret("在这台电脑上设一个口令", "passphrase", "至少 8 个字。"),
      secret("再输入一次口令", "again"),
      button("恢复"),
    ),
  ],
});

function newOffice(app) {
  const act = async (given) => {
    app.office = await Office.connect(given, app.more);
    await app.office.make(given.number);
  };
  const most = { type: "number", min: 1, max: 5000, inputmode: "numeric" };
  return [
    "连接票箱，制作票签",
    p("票签的号码只在这台电脑的内存里，打印后就忘记；服务器只收到公开的一半。"),
    form(
      act,
      box("在网站的“票签”页点“复制”，粘贴在这里；连接码会一起带来。"),
      field("票签组连接码", "code", "和地址一起复制来的，可以不填。", { required: false }),
      field("张数", "number", "实到人数加一成备用。", most),
      button("制作票签"),
    ),
  ];
}

const forgotten = (app) => [
  "票签号码已忘记",
  good(`这台电脑不再知道任何一张票签的号码。票箱里共登记 ${app.office.printed} 张。`),
  p("裁开、对折封口、打乱，放入签箱，签到时由代表自己抽。请清空打印机的打印记录。"),
  form(() => app.forgetOffice(), button("再做一批", "second")),
];

const unregistered = ({ office }) => [
  "票签还没有登记成功",
  p(`${office.slips.length} 张票签已做好，票箱没有应答。再按一次，登记的还是这一批，不会多出来。`),
  form(() => office.make(office.slips.length), button("再登记一次")),
];

const printing = (app) => [
  "请打印票签",
  facts(...officeFacts(app.office)),
  notice(p("指纹应与监票人念的、程序册上印的相同。打印好以前不要关掉本页：号码不存盘，关掉就要全部作废重印。")),
  form(
    (given) => app.printSlips(given.address),
    field("代表扫码打开的地址", "address", "一般不用改。代表的手机从别的地址连到票箱时，填那个地址。", {
      inputmode: "url",
      value: app.office.address,
    }),
    button("打开票签打印"),
  ),
  form(() => app.office.forget(), button("已印好，忘记号码", "second")),
];

export function office(app) {
  const batch = app.office;
  const make = !batch ? newOffice : batch.forgotten ? forgotten : batch.printed ? printing : unregistered;
  const [heading, ...main] = make(app);
  const about = batch?.about;
  return {
    heading,
    main,
    top: about ? `票签组 · ${colourOf(about)}票` : "票签组",
    under: about ? `${about.sitting} ${about.title}` : "",
    rehearsal: about?.rehearsal,
  };
}

export const test = (app) => ({
  heading: "检验一张打开的票",
  top: "检验",
  main: [
    p("代表在手机上封好票后选“打开检验”，手机显示核验码和种子。用这台电脑算一遍，看封进去的是不是所选的。"),
    app.opened && openedShown(app.opened),
    form(
      async (given) => {
        app.opened = null;
        app.opened = await openUnder(given, app.more);
      },
      box("从网站的“密钥”页复制。"),
      field("核验码", "code", "16 位。"),
      field("种子", "seed", "64 位，可以粘贴扫码得到的内容。"),
      button("检验"),
    ),
  ],
});

const openedShown = ({ code, fingerprint, lines }) =>
  h(
    "section",
    {},
    good("核验码、种子与票相符。"),
    facts(
      ["核验码", print(code.match(/.{4}/g).join("-"))],
      ["选举文件的指纹（前 16 位）", print(printOf(fingerprint))],
    ),
    table(
      ["题目", "封在票里的选择"],
      lines.map(([question, answers]) => [question, listed(answers) || "没有选"]),
    ),
    p("与手机上所选逐项核对。这张票已作废，请在手机上重新填一张再投。"),
  );

// 验票

/** The verifier: a published bundle is chosen, all its checks, counts and the verdict are shown. */
export const verifier = (app) => ({
  heading: "验票",
  top: "验票",
  main: [
    p("选择公开档案（.zip）或投票档案（.bel），从头验一遍。不用连网，文件不会离开这台电脑。选别的文件，只算它的指纹。"),
    form(
      async (given) => app.verify(given.file),
      field("文件", "file", "几百张票要几分钟。", { type: "file" }),
      button("验票"),
    ),
    app.checking && p(h("strong", { role: "status" }, app.checking)),
    app.verified && verifiedShown(app.verified),
  ],
});

function verifiedShown({ name, hash, outcome }) {
  const own = facts(["文件", name], ["文件的指纹（SHA-256）", h("span", { class: "print long" }, hash)]);
  if (!outcome) return own;
  const { report, election, counts } = outcome;
  const lines = report.lines.map(([mark, n, title, note]) => [mark, `${n}. ${title}`, note]);
  return h(
    "section",
    {},
    conclusion(report),
    own,
    report.head && facts(["档案指纹", h("span", { class: "print long" }, report.head)]),
    report.head && p("请与会场大屏、计票报告单、公告上的逐位比对：不一致，就不是当场公布的那一份。"),
    report.verdict.map((line) => p(line.trim())),
    counts && countTables(report, election, counts),
    table(["", "检查", "结果"], lines),
  );
}

function conclusion(report) {
  const drill = report.rehearsal ? "【演练，不是正式表决】" : "";
  if (!report.good) return alertBox(p(strong(`${drill}检查没有全部成立，结果不可采信。`)));
  if (report.whole) return good(`${drill}适用的检查全部成立。`);
  return good("票箱档案适用的检查全部成立；没有会议记录，会议的票数和结论没有核验。");
}

function countTables({ joined }, election, counts) {
  const electronic = election.questions.map((question, i) => {
    const answers = [...(question.blank ? ["（空白）"] : []), ...question.answers];
    return table(
      ["选项", "电子票"],
      answers.map((one, j) => [one, `${counts[i][j]} 票`]),
      question.name,
    );
  });
  if (!joined) return electronic;
  const { items, words, columns } = joined;
  const told = (row) =>
    row
      .map((n, j) => words[j] && `${words[j]} ${n}`)
      .filter(Boolean)
      .join("，");
  return [
    ...electronic,
    table(
      ["项目", "连同纸质票"],
      items.map((item, i) => [item, told(columns[i])]),
    ),
  ];
}

export const fileHash = (bytes) => sha(bytes);
