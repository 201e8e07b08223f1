"""What carries over to messages nobody has seen: groups left out, cities left out, look-alikes, danger; with spreads.

Each figure is the mean over what was left out, with its lowest and highest value there, or with a 95 % interval. Whatever is
chosen (cuts, lines) is chosen without what is judged.
"""

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from math import sqrt

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from benchmarks._lines import line
from engines.matching import is_urgent
from engines.matching.category import Classifier, Example
from engines.matching.tests import dangers
from engines.matching.traits import Traits

Judge = Callable[..., dict[str, float]]
DRAWINGS, FOLDS = 4, 5
SURE_LINES = (0.20, 0.25, 0.32, 0.38)
PROMISED = 0.97
SAME_PLACE = 0.6
"""Cosine of place names from which two messages speak of the same estate."""


def wilson(right: float, of: float, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle, half = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def spread(label: str, values: Sequence[float]) -> None:
    """A mean with its lowest and highest value."""
    print(f"{label:<44}{statistics.mean(values):10.3f}   各次 {min(values):.3f}–{max(values):.3f}", flush=True)


def shares(label: str, right: float, of: float) -> None:
    """A share with its Wilson interval."""
    low, high = wilson(right, of)
    print(f"{label:<44}{right / max(1, of):10.3f}   95% 区间 {low:.3f}–{high:.3f}（{right:.0f}/{of:.0f}）", flush=True)


# Groups ----------------------------------------------------------------------------------------------------------


def groups_left_out(
    methods: Mapping[str, Mapping[float, np.ndarray]], traits: Traits, truth: list[list[int]], judge: Judge
) -> None:
    """Cuts chosen on four fifths of the groups, judged on the fifth; over labelled rows, and among look-alikes."""
    around = look_alikes(traits, truth)
    print(f"留出五分之一的组评，{DRAWINGS} 次划分；同一地点的未标注留言 {len(around)} 条算作别的事（下限）")
    for name, by_cut in methods.items():
        known = {cut: lone(labels, truth, around) for cut, labels in by_cut.items()}
        for aim, what in (("f", "有标注者之间 F1"), ("universe f", "同地点相似者之中 F1（下限）")):
            judged = [
                judge(known[max(known, key=lambda cut: judge(known[cut], truth, tuned)[aim])], truth, tested)
                for tuned, tested in parts(len(truth))
            ]
            spread(f"{name} · {what}", [result[aim] for result in judged])
            if aim == "f":
                spread(f"{name} · 精确率", [result["p"] for result in judged])
                spread(f"{name} · 召回率", [result["r"] for result in judged])


def sure_links(by_line: Mapping[float, np.ndarray], truth: list[list[int]], shipped: float) -> None:
    """Links that stand without a person: how many of the true ones, and how right, at the shipped line and at one chosen."""
    counted = {cut: [links(labels, truth, at) for at in range(len(truth))] for cut, labels in by_line.items()}
    joined, wanted, wrong = (sum(column) for column in zip(*counted[shipped], strict=True))
    shares(f"自动归并，出厂界线 {shipped} · 已并入的真实关联", joined, wanted)
    shares(f"自动归并，出厂界线 {shipped} · 精确率（下限）", joined, joined + wrong)
    totals = np.zeros(3)
    for tuned, tested in parts(len(truth)):
        fitting = [cut for cut in counted if right_share(counted[cut], tuned) >= PROMISED]
        cut = min(fitting, default=max(counted))
        totals += np.sum([counted[cut][at] for at in tested], axis=0)
    joined, wanted, wrong = totals / DRAWINGS
    shares(f"界线在别的组上定到 {PROMISED} · 已并入的真实关联", joined, wanted)
    shares(f"界线在别的组上定到 {PROMISED} · 精确率（下限）", joined, joined + wrong)


def right_share(counted: list[tuple[int, int, int]], which: Iterable[int]) -> float:
    joined, _wanted, wrong = np.sum([counted[at] for at in which], axis=0)
    return float(joined / max(1, joined + wrong))


def links(labels: np.ndarray, truth: list[list[int]], at: int) -> tuple[int, int, int]:
    """(true links of a group that were joined, true links there are, links to others); a bundle of n has n − 1 links."""
    rows = set(truth[at])
    bundles: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        bundles[int(label)].append(row)
    touched = [bundles[label] for label in {int(labels[row]) for row in rows}]
    inside = [sum(row in rows for row in bundle) for bundle in touched]
    return (
        sum(n - 1 for n in inside),
        len(rows) - 1,
        sum(len(bundle) - n for bundle, n in zip(touched, inside, strict=True)),
    )


def look_alikes(traits: Traits, truth: list[list[int]]) -> set[int]:
    """Unlabelled messages that name the same place as a labelled one."""
    labelled = sorted(chain.from_iterable(truth))
    others = np.setdiff1d(np.arange(len(traits)), labelled)
    products = (traits.places[labelled] @ traits.places[others].T).tocoo()
    return {int(others[column]) for column in products.col[products.data >= SAME_PLACE]}


def lone(labels: np.ndarray, truth: list[list[int]], around: set[int]) -> np.ndarray:
    """The labels with every message alone that is neither labelled nor a look-alike."""
    kept = around.union(*map(set, truth))
    return np.array([label if row in kept else -1 - row for row, label in enumerate(labels)])


def parts(number: int) -> list[tuple[list[int], list[int]]]:
    """(groups to choose on, groups to judge on) for each fold of each drawing."""
    drawn = []
    for seed in range(DRAWINGS):
        order = np.random.default_rng(seed).permutation(number).tolist()
        drawn += [([at for at in order if at not in order[fold::FOLDS]], order[fold::FOLDS]) for fold in range(FOLDS)]
    return drawn


# Categories ------------------------------------------------------------------------------------------------------


def bootstrapped(truth: np.ndarray, guessed: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of macro-F1 over messages drawn again."""
    chance = np.random.default_rng(0)
    drawn = [chance.integers(0, len(truth), len(truth)) for _ in range(200)]
    low, high = np.quantile([f1_score(truth[at], guessed[at], average="macro") for at in drawn], [0.025, 0.975])
    return float(low), float(high)


def cities_left_out(raw: list[dict], segmented: list[dict], same: list[set[int]]) -> None:
    """Categories of messages of cities that no example comes from."""
    city = np.array([city_of(f"{row['title']}{row['body']}") for row in raw])
    truth, guessed = np.array([row["label"] for row in raw]), np.empty(len(raw), object)
    origin = [city_of("".join(row["words"])) for row in segmented]
    for train, test in GroupKFold(FOLDS).split(truth, truth, city):
        left_out = set(city[test]) - {""}
        banned = set().union(*(same[at] for at in test))
        rows = [row for at, row in enumerate(segmented) if at not in banned and origin[at] not in left_out]
        examples = [Example(raw[at]["title"], raw[at]["body"], raw[at]["label"]) for at in train]
        examples += [Example("", "", row["label"], tuple(row["words"])) for row in rows]
        asked = [(raw[at]["title"], raw[at]["body"]) for at in test]
        guessed[test] = [best[0].label for best in Classifier.trained(examples, ()).propose_all(asked, 1)]
    low, high = bootstrapped(truth, guessed)
    line(
        "整城留出 · 宏平均 F1",
        float(f1_score(truth, guessed, average="macro")),
        unit=f"   95% 区间 {low:.3f}–{high:.3f}",
    )


def city_of(text: str) -> str:
    """The letter of the city that a text names first; empty: none."""
    found = re.search(r"([A-Z])\d{0,2}[市区县]", text)
    return found[1] if found else ""


# Danger ----------------------------------------------------------------------------------------------------------


def danger() -> None:
    """Phrases that nothing was fitted to: how many dangers are heard, which are missed, who is woken for nothing."""
    missed = [text for text in dangers.DANGER if not is_urgent(text)]
    woken = [text for text in dangers.HARMLESS if is_urgent(text)]
    print(
        f"\n紧急危险：另写的 {len(dangers.DANGER)} 句危险、{len(dangers.HARMLESS)} 句平常话（改动以前第一次量：114/116，误报 12/111）"
    )
    shares("听出的危险（须 ≥0.98）", len(dangers.DANGER) - len(missed), len(dangers.DANGER))
    shares("误报", len(woken), len(dangers.HARMLESS))
    for label, texts in (("没听出", missed), ("误报", woken)):
        for text in texts:
            print(f"  {label}：{text}")
