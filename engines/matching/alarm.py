"""Whether a short text sounds as if somebody were in danger: learned from phrases written by hand (phrases.py).

The rules of dangers.py know words. This hears what they do not know: logistic regression over runs of one to three characters,
fitted when it is first asked, in some milliseconds. It looks at titles and at short messages only. A long message has so many
sentences that one of them always sounds like danger.
"""

from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

from . import ngrams
from .phrases import DANGER, HARMLESS
from .wording import normalise

SHORT = 60
"""Characters up to which a message is heard whole."""
IN_A_BODY = 1.9
"""Log odds from which the words of a message count. They are told as stories are, and stories sound like danger."""
_PENALTY = 1 / 40
_MISSED = 2.0
"""How much worse a danger that is not heard is than a false alarm, however many phrases there are of each."""
_SIZES = (1, 2, 3)


def sounds_dangerous(title: str, body: str = "") -> bool:
    """Whether the title sounds more like danger than like a wish, or the words of a short message much more so."""
    if title and _score(normalise(title)) > 0:
        return True
    return bool(body) and len(body) <= SHORT and _score(normalise(body)) > IN_A_BODY


def _score(text: str) -> float:
    """Log odds that a text speaks of danger."""
    known, weights, start = _learned()
    codes = ngrams.encode(text + " ")
    columns, number = np.unique(np.concatenate([ngrams.hashes(codes, size) for size in _SIZES]), return_counts=True)
    told = columns > 0
    counts = 1 + np.log(number[told])
    at = np.searchsorted(known, columns[told])
    at[at == len(known)] = 0
    met = known[at] == columns[told]
    return float(start + (counts[met] * weights[at[met]]).sum() / np.sqrt((counts**2).sum() or 1))


def _rows(texts: list[str]) -> csr_matrix:
    rows = ngrams.count(texts, _SIZES)
    rows.data = (1 + np.log(rows.data)).astype(np.float32)
    return ngrams.unit(rows)


@cache
def _learned() -> tuple[np.ndarray, np.ndarray, float]:
    """Columns in order, the weight of each, and the log odds of an empty text."""
    from scipy.optimize import minimize  # half a second of every start: imported where it is used

    rows = _rows([normalise(text) for text in (*DANGER, *HARMLESS)])
    truth = np.array([1.0] * len(DANGER) + [0.0] * len(HARMLESS))
    cost = np.where(truth > 0, _MISSED * len(HARMLESS) / len(DANGER), 1.0)
    alike = np.asarray((rows @ rows.T).todense(), float)

    def loss(shares: np.ndarray) -> tuple[float, np.ndarray]:
        # the weights are sums of the phrases' rows: as many unknowns as phrases, not as n-grams
        odds = alike @ shares[:-1] + shares[-1]
        wrong = cost * (1 / (1 + np.exp(-odds)) - truth)
        value = (cost * (np.logaddexp(0, odds) - truth * odds)).sum() + _PENALTY / 2 * shares[:-1] @ (
            alike @ shares[:-1]
        )
        return float(value), np.append(alike @ (wrong + _PENALTY * shares[:-1]), wrong.sum())

    best = minimize(loss, np.zeros(len(truth) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = rows.T @ best.x[:-1]
    known = np.unique(rows.indices)
    return known, weights[known], float(best.x[-1])
