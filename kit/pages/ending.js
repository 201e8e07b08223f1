// Screens of a key holder once voting has ended: the share, the result, the signature, the key destroyed.
import * as decide from "../desk/deciding.js";
import { printOf } from "../desk/trustee.js";
import { button, facts, form, good, h, link, p, print, secret, strong, table, tick } from "./dom.js";
import { boardHead, newCode } from "./watching.js";

export function share(trustee) {
  const number = trustee.watch.checked.length;
  const few =
    number < decide.FEWEST &&
    tick(
      "few",
      strong(`只有 ${number} 张电子票，少于 ${decide.FEWEST} 张。`),
      "人少时，合计可能让人猜出某个人怎样投票；全票一致时等于公开每个人的票。我已读懂，并已报告总监票人同意继续。",
    );
  const past =
    trustee.alarms.length > 0 &&
    tick("alarmed", strong("这场投票有过报警。"), "已报告总监票人，原因已查清，主席团决定继续。");
  return [
    "可以解密了",
    facts(
      ["本机核对的选票", `${number} 张`],
      ["已交份额", `${trustee.watch.shares} 份，需要 ${trustee.record.threshold} 份`],
      ["看板指纹（前 16 位）", boardHead(trustee)],
    ),
    p("本机已用自己的副本重算密文合计，与看板上的一致。您的份额只能打开这个合计，打不开任何一张选票。"),
    form((given) => decide.share(trustee, given), few, past, secret("口令"), button("出具份额")),
    newCode(trustee),
  ];
}

export const shared = (trustee) => [
  "份额已交出",
  good(`已有 ${trustee.watch.shares} 份，需要 ${trustee.record.threshold} 份。够数后结果自动算出。`),
];

const counts = ({ setup, counts: rows }) =>
  setup.election.questions.map((question, i) => {
    const answers = [...(question.blank ? ["空白"] : []), ...question.answers];
    return table(
      ["选项", "票数"],
      answers.map((one, j) => [one, `${rows[i][j]} 票`]),
      question.name,
    );
  });

export const done = (trustee, app) => [
  "结果已算出，本机核验无误",
  facts(["电子票", `${trustee.watch.checked.length} 张`], ["看板指纹（前 16 位）", boardHead(trustee)]),
  counts(trustee.watch),
  signing(trustee),
  h("h2", {}, "销毁钥匙"),
  p("异议期过后，当众销毁本机的钥匙，信封里的备份一并撕毁。看板的副本留下，以后随时可以核对。"),
  form(
    () => decide.destroy(trustee, app.trustees),
    tick("sure", "异议期已过，总监票人已宣布销毁。销毁后不能恢复。"),
    button("销毁钥匙", "danger"),
  ),
];

/** 签名 on the fingerprint that the hall sees; what is to be done before and after. */
function signing(trustee) {
  const { published, record } = trustee;
  if (!published) return [h("h2", {}, "在档案指纹上签名"), p("计票完成后，本页出现档案指纹，请与会场大屏比对后签名。")];
  const shown = p(print(printOf(published)));
  if (record.signed === published) return [h("h2", {}, "已在档案指纹上签名"), shown];
  return [
    h("h2", {}, "在档案指纹上签名"),
    shown,
    p("签名前，本机取来全部公开档案，与自己的副本比对，再从头验一遍，要几分钟。"),
    form(
      (given) => decide.sign(trustee, given.passphrase),
      tick("same", "会场大屏上的档案指纹与上面的一致。"),
      secret("口令"),
      button("核验并签名"),
    ),
  ];
}

export const destroyed = (trustee) => [
  "钥匙已销毁",
  good("本机不再有这把钥匙。请把密封备份也当众撕毁。"),
  trustee.watch.archive && link("保存看板的副本", `board/${trustee.drawer.name}`, "button second"),
];
