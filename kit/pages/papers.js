// What is printed: the sealed backup, the slips.
import { qrcode } from "../../node_modules/qrcode-generator/dist/qrcode.mjs";
import * as decide from "../desk/deciding.js";
import { grouped, printOf } from "../desk/trustee.js";
import { h, p, print } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const BORDER = 2;
const COLOURS = { red: "红色", green: "绿色", blue: "蓝色", yellow: "黄色", purple: "紫色" };

export const colourOf = ({ colour }) => COLOURS[colour] ?? colour;

/** A QR code as a drawing. */
function qr(content) {
  const code = qrcode(0, "M");
  code.addData(content, "Byte");
  code.make();
  const size = code.getModuleCount();
  const dark = [];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (code.isDark(y, x)) dark.push(`M${x + BORDER} ${y + BORDER}h1v1h-1z`);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size + 2 * BORDER} ${size + 2 * BORDER}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  return h("p", { class: "qr" }, svg);
}

const practice = (rehearsal) => (rehearsal ? "演练 · " : "");

/** 密封备份: an A4 page with the seed. Throws while the key is locked. */
export function backupSheet(trustee) {
  const { box, no, name, seed, fingerprint, code } = decide.backup(trustee);
  const { sitting, title, names, threshold } = trustee.record;
  const lines = [
    ["会议", sitting],
    ["票决", title],
    ["票箱编号", box],
    ["钥匙", `第 ${no} 把，共 ${names.length} 把，${threshold} 把能开`],
    ["持有人", name],
    ["证书指纹", fingerprint],
  ];
  return h(
    "section",
    { class: "paper" },
    h("h1", {}, `${practice(trustee.drawer.rehearsal)}监票人钥匙密封备份`),
    h(
      "dl",
      {},
      lines.map(([word, value]) => [h("dt", {}, word), h("dd", {}, value)]),
    ),
    h("h2", {}, "钥匙（从左到右、从上到下，区分大小写）"),
    h(
      "ol",
      { class: "groups" },
      grouped(seed)
        .split("-")
        .map((group) => h("li", {}, group)),
    ),
    qr(code),
    p(
      "谁拿到这张纸，谁就有这把钥匙。装入信封封口，由持有人和另一位监票人在骑缝处签名；原电脑坏了才拆开，拆开时要有两位监票人在场。",
    ),
    p("恢复：在任意一台电脑上打开监票台，选“恢复钥匙”，输入票箱地址、新的连接码和上面的 6 组字符。"),
    p("字符里没有数字 0、大写 I、大写 O 和小写 l。"),
    p("封装人签名：____________  监督人签名：____________  日期：____________"),
  );
}

/** The slips for the printer, eight on an A4 page. */
export function slipSheets(office, typed) {
  const { about } = office;
  const wifi = about.wifi ? `先连会场 Wi-Fi：${about.wifi}。` : "";
  const one = ([credential, address]) =>
    h(
      "section",
      { class: `slip slip--${about.colour}` },
      h("h2", {}, `${practice(about.rehearsal)}${about.title} · ${colourOf(about)}票`),
      h(
        "div",
        {},
        p(about.sitting),
        p(
          `${wifi}手机扫码打开票面，填写、核对、投入票箱。不用登录，不留姓名。扫不了时，在会场网页输入下面的号码，大小写都可以。` +
            "本次会议的各次投票都用这一张，每次只能投一张。请保管好，勿拍照、转借。",
        ),
      ),
      qr(address),
      h("p", { class: "print" }, credential),
      h("p", { class: "page-print" }, `投票页指纹 ${printOf(office.page)}`),
    );
  return h("div", { class: "slips" }, office.forPrinting(typed).map(one));
}

export const officeFacts = (office) => [
  ["这一批", `${office.slips.length} 张`],
  ["票箱共登记", `${office.printed} 张`],
  ["选举文件的指纹（前 16 位）", print(printOf(office.fingerprint))],
  ["投票页的指纹（前 16 位）", print(printOf(office.page))],
];
