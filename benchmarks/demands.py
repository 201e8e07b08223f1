"""Demands: categories and groups of real messages against the baselines, automatic links, 100,000 messages.

Reads PIAOJUE_DATA (default ../shared/data); without it says so and measures nothing. What cannot be measured
otherwise is told with the figure:

- rows of `labelled_words` that are the same message as a row under test are left out of its training;
- unlabelled messages count as singles when groups are judged in the universe of all messages: every one that is
  put to a labelled group counts as an error, though some state the same demand, so precision there is a lower bound;
- cuts and lines are chosen on four fifths of the groups and judged on the fifth, for four drawings (_demands_apart.py);
- 100,000 messages (PIAOJUE_BENCH_MESSAGES) are the real ones in copies, see benchmarks/_messages.py.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations

import numpy as np
from distributed import Client, LocalCluster
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import LinearSVC

from benchmarks import _demands_apart as apart
from benchmarks import _demands_order, _demands_site
from benchmarks._lines import line, peak, spent, timed
from benchmarks._messages import DATA, ROWS, enlarged, load
from engines.matching import grouping
from engines.matching.category import Classifier, Example
from engines.matching.cluster import on
from engines.matching.placenames import Kind
from engines.matching.places import Entry, Gazetteer, core, find_places
from engines.matching.traits import Message, matter_words

CUTS = (0.12, 0.15, 0.18, 0.20, 0.25, 0.30)
OUR_CUTS = (0.13, 0.15, 0.17, 0.19, 0.22)


def main() -> None:
    if not (DATA / "messages.jsonl").exists():
        print(f"没有数据：{DATA} 里没有 messages.jsonl，本项不测。请用 PIAOJUE_DATA 指明目录。")
        return
    messages = sorted(load("messages.jsonl"), key=lambda row: row["row"])
    categories(load("labelled.jsonl"), load("labelled_words.jsonl"))
    places(messages, load("places.jsonl"))
    groups(messages, [group["rows"] for group in load("groups.jsonl")])
    workers(messages)
    apart.danger()
    _demands_site.main()
    scale(messages)


# Categories ------------------------------------------------------------------------------------------------------


def categories(raw: list[dict], segmented: list[dict]) -> None:
    """Macro-F1 over five folds of the raw messages, ours and the baseline on the same rows."""
    truth = np.array([row["label"] for row in raw])
    same = twins(raw, segmented)
    ours, baseline, sure = (np.empty(len(raw), object) for _ in range(3))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(truth, truth):
        banned = set().union(*(same[at] for at in test))
        words = [row for at, row in enumerate(segmented) if at not in banned]
        examples = [Example(raw[at]["title"], raw[at]["body"], raw[at]["label"]) for at in train]
        examples += [Example("", "", row["label"], tuple(row["words"])) for row in words]
        proposals = Classifier.trained(examples, ()).propose_all([(raw[at]["title"], raw[at]["body"]) for at in test])
        ours[test] = [proposed[0].label for proposed in proposals]
        sure[test] = [proposed[0].confidence for proposed in proposals]
        texts = [f"{raw[at]['title']} {raw[at]['body']}" for at in train] + ["".join(row["words"]) for row in words]
        vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
        model = LinearSVC(C=0.5, random_state=0).fit(vectors.fit_transform(texts), [e.label for e in examples])
        baseline[test] = model.predict(vectors.transform([f"{raw[at]['title']} {raw[at]['body']}" for at in test]))
    scores = [f1_score(truth, guessed, average="macro") for guessed in (ours, baseline)]
    print(f"领域：{len(raw)} 条原文五折，训练中去掉与被测者同文的 {len(set().union(*same))} 条分词记录")
    line("宏平均 F1", scores[0], scores[1])
    for name, guessed in (("本站", ours), ("基线", baseline)):
        print(f"  {name} 95% 区间 {'–'.join(f'{end:.3f}' for end in apart.bootstrapped(truth, guessed))}")
    certain = sure.astype(float) >= 0.8
    line("置信度 0.8 以上的占比", certain.mean())
    line("其中判对的占比", (ours == truth)[certain].mean())
    apart.cities_left_out(raw, segmented, same)


def twins(raw: list[dict], segmented: list[dict]) -> list[set[int]]:
    """For each raw message the segmented rows that are the same message or nearly."""
    bags = [set(word for word in row["words"] if len(word) > 1) for row in segmented]
    holders = defaultdict(list)
    for at, bag in enumerate(bags):
        for word in bag:
            holders[word].append(at)
    same = []
    for row in raw:
        words = set(matter_words(f"{row['title']} {row['body']}"))
        shared = Counter(at for word in words if len(holders[word]) < 800 for at in holders[word])
        same.append({at for at, n in shared.items() if n > 0.45 * max(6, min(len(words), len(bags[at])))})
    return same


# Places ----------------------------------------------------------------------------------------------------------


def places(messages: list[dict], labelled: list[dict]) -> None:
    """Names labelled by hand that are found by their ending alone, without a gazetteer; more or less of an end may differ.

    The labels give the place a message is about, not every place it names, so what is found beyond them is no error.
    """
    text_of = {row["row"]: f"{row['title'].strip()}\n{row['body'].strip()}" for row in messages}
    wanted, met = 0, 0
    for row in labelled:
        names = {core(mention.name) for mention in find_places(text_of[row["row"]], regions())}
        wanted += len(row["places"])
        met += sum(any(name.endswith(core(place)) or place.endswith(name) for name in names) for place in row["places"])
    print(f"\n地名：{len(labelled)} 条里标注的 {wanted} 处，不用地名表，只凭词尾")
    line("找到的占比", met / wanted)


# Groups ----------------------------------------------------------------------------------------------------------


def groups(messages: list[dict], truth: list[list[int]]) -> None:
    """Pairs over labelled rows and in the universe, chosen and judged on different groups; automatic links."""
    grouped, took = timed(lambda: grouping.group([as_message(row) for row in messages], regions()))
    ours = {cut: grouping.labels(grouped.traits, grouped.ids, cut=cut) for cut in (*OUR_CUTS, grouping.PROPOSE)}
    theirs = chained(messages)
    print(f"\n归并：{len(messages)} 条，{len(truth)} 组有标注；本机 {took}")
    everything = range(len(truth))
    shipped = judge(ours[grouping.PROPOSE], truth, everything)
    best = max((judge(labels, truth, everything) for labels in theirs.values()), key=lambda result: result["f"])
    for key, label in NAMES.items():
        line(f"出厂界线 {grouping.PROPOSE} · {label}", shipped[key], best[key])
    apart.groups_left_out({"本站": ours, "基线": theirs}, grouped.traits, truth, judge)
    lines = {cut: grouping.labels(grouped.traits, grouped.ids, cut=cut) for cut in (*apart.SURE_LINES, grouping.ACCEPT)}
    apart.sure_links(lines, truth, grouping.ACCEPT)
    _demands_order.order(grouped, truth)


NAMES = {
    "p": "精确率",
    "r": "召回率",
    "f": "F1",
    "universe p": "全体精确率（下限）",
    "universe f": "全体 F1（下限）",
    "b3": "逐组平均 B³ F1（下限）",
}


def as_message(row: dict) -> Message:
    return Message(row["row"], row["title"], row["body"])


def regions() -> Gazetteer:
    """The codes that stand for places in the data: A市, A3区, A7县."""
    entries = [Entry("西地省", "", Kind.REGION)]
    for city in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        entries.append(Entry(f"{city}市", city, Kind.REGION))
        entries += [
            Entry(f"{city}{n}{s}", f"{city}.{n}.", Kind.REGION)
            for n in range(1, 20)
            for s in ("区", "县", "市", "县市")
        ]
    return Gazetteer(entries)


def chained(messages: list[dict]) -> dict[float, np.ndarray]:
    """The baseline: 2–3-gram TF-IDF of the title twice and 300 characters, ten neighbours, connected components."""
    texts = [(row["title"].strip() + " ") * 2 + row["body"].strip()[:300] for row in messages]
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2, sublinear_tf=True).fit_transform(texts)
    distance, second = NearestNeighbors(n_neighbors=11, metric="cosine").fit(vectors).kneighbors(vectors)
    first, second, alike = np.repeat(np.arange(len(texts)), 11), second.ravel(), 1 - distance.ravel()
    result = {}
    for cut in CUTS:
        close = alike >= cut
        graph = csr_matrix((alike[close], (first[close], second[close])), shape=(len(texts), len(texts)))
        result[cut] = connected_components(graph, directed=False)[1]
    return result


def judge(labels: Sequence[int] | np.ndarray, truth: list[list[int]], which: Iterable[int]) -> dict[str, float]:
    """Pairwise figures over the rows of some groups, and with all other messages around them."""
    chosen = {row: at for at in which for row in truth[at]}
    together = defaultdict(set)
    for row, label in enumerate(labels):
        together[label].add(row)
    wanted = {pair for at in which for pair in combinations(sorted(truth[at]), 2)}
    proposed = {pair for rows in together.values() for pair in combinations(sorted(rows & chosen.keys()), 2)}
    touching = sum(len(rows & chosen.keys()) * len(rows - chosen.keys()) for rows in together.values())
    right = len(wanted & proposed)
    p, r, u = right / max(1, len(proposed)), right / len(wanted), right / max(1, len(proposed) + touching)
    purity, coverage = [], []
    for at in which:
        rows = set(truth[at])
        purity.append(statistics.mean(len(together[labels[row]] & rows) / len(together[labels[row]]) for row in rows))
        coverage.append(statistics.mean(len(together[labels[row]] & rows) / len(rows) for row in rows))
    return {
        "p": p,
        "r": r,
        "f": harmonic(p, r),
        "universe p": u,
        "universe f": harmonic(u, r),
        "b3": harmonic(statistics.mean(purity), statistics.mean(coverage)),
    }


def harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


# Workers ---------------------------------------------------------------------------------------------------------


def workers(messages: list[dict]) -> None:
    """The same groups from one process, from two processes, and from two workers of a Dask cluster."""
    rows = [as_message(row) for row in messages]
    alone, took = timed(lambda: grouping.group(rows, regions()).members)
    print(f"\n多个工人：{len(rows)} 条真实留言")
    spent("一个进程", took)
    for name, act in (("两个进程", in_processes), ("Dask 两个工人", in_cluster)):
        members, took = timed(partial(act, rows))
        spent(f"{name}，各组{'完全相同' if members == alone else '不同！'}", took)


def in_processes(rows: list[Message]) -> dict:
    with ProcessPoolExecutor(2) as pool:
        return grouping.group(rows, regions(), run=pool.map).members


def in_cluster(rows: list[Message]) -> dict:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        return grouping.group(rows, regions(), run=on(client)).members


# Scale ------------------------------------------------------------------------------------------------


def scale(messages: list[dict]) -> None:
    """Time and memory of grouping ROWS, of the next ROWS, and of new messages joining."""
    rows = [message for part in enlarged(messages, 2 * ROWS + 2000) for message in part]
    print(f"\n规模：真实留言变体 {ROWS:,} 条，单进程")
    grouped, first = timed(lambda: grouping.group(rows[:ROWS], regions()))
    spent(f"归并 {ROWS:,} 条（须 <300 秒）", first)
    line("至此内存峰值", peak() / 1024, unit=" GB（须 <4）")
    sizes = sorted(map(len, grouped.members.values()), reverse=True)
    print(f"{'组数 / 两条以上的组 / 最大组':<34}{len(sizes):>10,} / {sum(n > 1 for n in sizes):,} / {sizes[0]}")
    one_by_one = [timed(partial(grouped.join, [row]))[1].wall for row in rows[2 * ROWS : 2 * ROWS + 200]]
    line("随到随并，逐条，中位数", statistics.median(one_by_one) * 1000, unit=" ms")
    line("随到随并，整批，每条", timed(partial(grouped.join, rows[2 * ROWS + 200 :]))[1].wall / 1800 * 1000, unit=" ms")
    del grouped
    _, both = timed(lambda: grouping.group(rows[: 2 * ROWS], regions()))
    spent(f"归并 {2 * ROWS:,} 条", both)
    line(f"后 {ROWS:,} 条与前 {ROWS:,} 条用时之比", (both.wall - first.wall) / first.wall, unit="（须 ≤1 上下）")
    line("按处理器时间之比，不受别的程序影响", (both.cpu - first.cpu) / first.cpu, unit="（须 ≤1 上下）")
    line("全程内存峰值", peak() / 1024, unit=" GB")
