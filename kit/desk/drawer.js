// What a station keeps of one key: votes/<box>-<no> or rehearsals/<box>-<no>.
//   record/…    what was agreed, checked, decrypted (nothing secret)     key/…       seed and connection code, sealed
//   messages/…  what was handed in, sent again after a crash             board/…/n   its own copy of the board, piece by piece
//   decrypted   for each election the one tally that was decrypted on this computer
import { Problem } from "./problem.js";
import { lock, unlock } from "./safe.js";

const SHARED = [
  "names",
  "threshold",
  "sitting",
  "certs",
  "coefexps",
  "trustees",
  "agreed",
  "printed",
  "copied",
  "drilled",
  "later",
];
const kindOf = (rehearsal) => (rehearsal ? "rehearsals" : "votes");
const padded = (n) => String(n).padStart(6, "0");

export class Drawer {
  constructor(store, name, record) {
    Object.assign(this, { store, name, record });
  }

  get rehearsal() {
    return this.name.startsWith("rehearsals/");
  }

  /** Names the drawer in which the key was made: this one, or that of an earlier round of the sitting. */
  get keyIn() {
    return this.record.keyIn ?? this.name;
  }

  get #about() {
    return `piaojue station ${kindOf(this.rehearsal)} ${this.record.keyOf ?? this.record.box}`;
  }

  /** Add facts to the record; kept when this returns. */
  async note(facts) {
    Object.assign(this.record, facts);
    await this.store.put(`record/${this.name}`, structuredClone(this.record));
  }

  async lock(secrets, passphrase) {
    await this.store.put(`key/${this.keyIn}`, await lock(secrets, passphrase, this.#about));
  }

  async unlock(passphrase) {
    const sealed = await this.store.get(`key/${this.keyIn}`);
    if (!sealed) throw new Problem("本机没有这把钥匙（已销毁，或浏览器的数据被清除）。需要时用密封备份恢复。");
    return unlock(sealed, passphrase, this.#about);
  }

  async messages() {
    return (await this.store.get(`messages/${this.name}`)) ?? {};
  }

  /** Keep a message before it is handed in; returns it. */
  async keepMessage(step, content) {
    await this.store.put(`messages/${this.name}`, { ...(await this.messages()), [step]: content });
    return content;
  }

  async decrypted(uuid) {
    return ((await this.store.get("decrypted")) ?? {})[uuid];
  }

  /** From now on no other tally of this election is decrypted on this computer. */
  async noteDecrypted(uuid, tally) {
    await this.store.put("decrypted", { ...((await this.store.get("decrypted")) ?? {}), [uuid]: tally });
  }

  /** The pieces of the board's copy, in order. */
  async board() {
    const names = (await this.store.names(`board/${this.name}/`)).sort();
    return Promise.all(names.map((name) => this.store.get(name)));
  }

  /** Keep a piece; number 0 begins the copy anew. */
  async keepBoard(number, bytes) {
    if (number === 0) for (const name of await this.store.names(`board/${this.name}/`)) await this.store.remove(name);
    await this.store.put(`board/${this.name}/${padded(number)}`, bytes);
  }

  /** Keep what set off an alarm, as evidence; the first of its kind stays. */
  async keepEvidence(kind, content) {
    const name = `evidence/${this.name}/${kind}`;
    if (!(await this.store.get(name))) await this.store.put(name, content);
  }

  /** Remove everything secret; the copy of the board stays. */
  async destroyKey() {
    await this.store.remove(`key/${this.keyIn}`);
    await this.store.remove(`messages/${this.name}`);
  }

  /** Make room for a new ceremony of the same box; the record stays under another name. */
  async setAside() {
    await this.store.put(`old/${this.name}/${Date.now()}`, structuredClone(this.record));
    for (const kind of ["record", "key", "messages"]) await this.store.remove(`${kind}/${this.name}`);
    for (const name of await this.store.names(`board/${this.name}/`)) await this.store.remove(name);
  }
}

/** An empty drawer for key `no` of a box. */
export async function newDrawer(store, { rehearsal, box, no, ...facts }) {
  const drawer = new Drawer(store, `${kindOf(rehearsal)}/${box}-${no}`, { box, no });
  await drawer.note(facts);
  return drawer;
}

/** A drawer for another round of the sitting that the same key opens. */
export async function underTheKeyOf(origin, box, facts) {
  const { record } = origin;
  const shared = Object.fromEntries(SHARED.filter((name) => name in record).map((name) => [name, record[name]]));
  const key = { keyIn: origin.keyIn, keyOf: record.keyOf ?? record.box };
  const kind = { rehearsal: origin.rehearsal, box, no: record.no };
  const drawer = await newDrawer(origin.store, { ...kind, ...shared, ...key, ...facts });
  await drawer.keepMessage("voutput", (await origin.messages()).voutput);
  return drawer;
}

export async function findDrawer(store, { rehearsal, box, no }) {
  const name = `${kindOf(rehearsal)}/${box}-${no}`;
  const record = await store.get(`record/${name}`);
  return record ? new Drawer(store, name, record) : null;
}

/** All drawers, real votes first. */
export async function allDrawers(store) {
  const names = (await store.names("record/")).map((name) => name.slice("record/".length)).sort();
  const real = (name) => name.startsWith("votes/");
  const ordered = [...names.filter(real), ...names.filter((name) => !real(name))];
  return Promise.all(ordered.map(async (name) => new Drawer(store, name, await store.get(`record/${name}`))));
}

/** All drawers that the key of this one opens. */
export const withTheKeyOf = async (drawer) =>
  (await allDrawers(drawer.store)).filter((one) => one.keyIn === drawer.keyIn);
