// A published bundle as files: which there must be, what names them, the round before. Checks 1, 4 and 20.
import { Broken, demand, fields, listed, load, sha, textIn, textOf, whole } from "./reading.js";
import { isZip, unzip } from "./unzip.js";

export const REPORT = "计票报告单.txt";
const MANIFEST = "bundle.json";
const MEETING = ["meeting.json", "paper.json", "slips.json", "rule.json", REPORT];
const PROTOCOL = ["audits.json", "guardian_proofs.json", "checkpoints.txt"];
const BESIDE = ["signatures.json", "decision.json", "README.txt"];
const MOST_ROUNDS = 10;

/** As Python sorts: by code point. */
const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The files of one round. fingerprint: of the whole bundle; empty where there is an archive alone. */
export class Parcel {
  constructor(archive, files, previous = null) {
    Object.assign(this, { files, previous, archiveName: archive, fingerprint: "" });
    this.whole = [MANIFEST, ...MEETING].some((name) => files.has(name));
    if (this.whole) this.#holdManifest();
    demand(1, files.has(this.archiveName), "没有投票档案（.bel）");
  }

  get archive() {
    return this.files.get(this.archiveName);
  }

  /** Everything that bundle.json names is here as it says, and nothing else. */
  #holdManifest() {
    demand(20, this.files.has(MANIFEST), `缺少 ${MANIFEST}：没有它不知道档案是否齐全`);
    const [version, archive, files, previous] = fields(this.json(MANIFEST), "version archive files previous");
    demand(20, whole(version) === 2, "档案清单的版本不认识，请更新验票程序");
    this.archiveName = textOf(archive);
    const named = Object.entries(typeof files === "object" && files !== null ? files : {});
    const expected = [archive, ...MEETING, ...PROTOCOL].sort(byCode);
    const same = named.length === expected.length && named.every(([name], i) => name === expected[i]);
    demand(20, same, "档案清单列的文件不是规定的那些");
    for (const [name, digest] of named) {
      demand(20, this.files.has(name), `缺少 ${name}`);
      demand(20, sha(this.files.get(name)) === digest, `${name} 与档案清单不符：被改过`);
    }
    const known = new Set([...expected, MANIFEST, ...BESIDE]);
    const added = [...this.files.keys()].filter((name) => !known.has(name)).sort(byCode);
    demand(20, added.length === 0, `多出文件：${listed(added)}`);
    const before = this.previous ? this.previous.fingerprint : null;
    demand(20, before === previous, "上一轮的档案缺失、多余，或不是这一轮所接的那一份");
    this.fingerprint = sha(this.files.get(MANIFEST));
  }

  /** A file's text; null where there is none. */
  text(name) {
    if (!this.files.has(name)) return null;
    const text = textIn(this.files.get(name));
    demand(4, text !== null, `${name} 不是文字`);
    return text;
  }

  /** What a file holds; `missing` where there is none. */
  json(name, missing = null) {
    const text = this.text(name);
    return text === null ? missing : load(text, name);
  }
}

/** A bundle's zip, or a .bel file alone. */
export async function openParcel(name, raw) {
  return isZip(raw) ? ofNames(await unzip(raw)) : new Parcel(name, new Map([[name, raw]]));
}

/** The parcel in files named by their path; `previous/…` is the round before. */
function ofNames(files, depth = 0) {
  if (depth >= MOST_ROUNDS) throw new Broken(20, "轮次太多");
  const [inner, own] = [new Map(), new Map()];
  for (const [name, raw] of files) {
    if (name.startsWith("previous/")) inner.set(name.slice("previous/".length), raw);
    else own.set(name, raw);
  }
  const archives = [...own.keys()].filter((name) => name.endsWith(".bel"));
  demand(1, archives.length === 1, "应当正好有一份投票档案（.bel）");
  return new Parcel(archives[0], own, inner.size ? ofNames(inner, depth + 1) : null);
}
