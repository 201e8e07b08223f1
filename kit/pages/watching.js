// Screens of a key holder while ballots come in.
import * as decide from "../desk/deciding.js";
import { printOf } from "../desk/trustee.js";
import { button, facts, field, form, h, link, notice, p, print, secret } from "./dom.js";

export const boardHead = (trustee) => print(printOf(trustee.watch.mark.head ?? ""));

export const fingerprint = (trustee) => facts(["选举文件的指纹（前 16 位）", print(printOf(trustee.record.election))]);

export const newCode = (trustee) =>
  h(
    "details",
    {},
    h("summary", {}, "连接码换了新的"),
    form(
      (given) => decide.newCode(trustee, given.code.trim(), given.passphrase),
      field("新的连接码", "code"),
      secret("口令"),
      button("换用新的连接码", "second"),
    ),
  );

function watchWords({ ended, setup }) {
  if (ended) return ["已截止，正在核对剩下的选票", "核对完会自动进入解密。"];
  if (setup)
    return ["正在看守票箱", "让这台电脑开着、连着网，本页不要关。每张选票到了都核对证明，看板只能变长，不能改。"];
  return ["等待开箱投票", "钥匙已备好。开箱后，本机自动留一份看板的副本。"];
}

export const watch = (trustee) => {
  const [heading, words] = watchWords(trustee.watch);
  return [
    heading,
    p(words),
    facts(
      ["看到选票", `${trustee.watch.seen} 张`],
      ["已核对", `${trustee.watch.checked.length} 张`],
      ["看板指纹（前 16 位）", boardHead(trustee)],
    ),
    fingerprint(trustee),
    page(trustee),
    source(trustee),
    witness(trustee),
    newCode(trustee),
  ];
};

const page = ({ page: one }) =>
  one.fingerprint
    ? facts(["投票页指纹（前 16 位）", print(printOf(one.fingerprint))], ["本机核对过投票页", `${one.looks} 次`])
    : p("本机会在随机的时刻取投票页核对，差一个字节就报警。");

/** The page for the hall's terminals and a second device, put together here. */
const source = (trustee) =>
  trustee.watch.setup &&
  h(
    "details",
    {},
    h("summary", {}, "保存投票页，给投票终端和第二台设备"),
    p("本机用核对过的内容拼成一个文件，不用服务器给的网页也能投票。用 U 盘拷到投票终端，双击打开。"),
    link("保存投票页", `source/${trustee.drawer.name}`, "button second"),
    trustee.source &&
      facts(["文件的指纹（SHA-256），各台监票台应当相同", h("span", { class: "print long" }, trustee.source.hash)]),
  );

const witness = (trustee) =>
  trustee.witness.held
    ? p(`本机每隔几分钟在看板上签一次名，已签 ${trustee.witness.checkpoints.length} 次；看板被分成两份，各台会报警。`)
    : notice(
        p("本页重新打开过：输入口令，继续给看板签名。"),
        form(
          async (given) => {
            await trustee.unlock(given.passphrase);
            trustee.lock();
          },
          secret("口令"),
          button("继续签名", "second"),
        ),
      );
