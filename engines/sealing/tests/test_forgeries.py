"""A hundred forged archives: refused here, by the stand-alone verifier and by belenios-tool."""

import importlib

import pytest

from engines.sealing import archive as bel
from engines.sealing import board
from engines.sealing.errors import ArchiveBroken, SealingError

from .forging import FORGERIES, forge, good
from .tool import TOOL, Tool

LENIENT = {
    "leading_zero_in_a_proof": "reads any writing of a number",
    "plus_sign_in_a_proof": "reads any writing of a number",
    "tally_changed": "recomputes the tally from the ballots and does not look at the one in the archive",
    "tally_of_one_question_missing": "as above",
    "number_of_ballots_changed": "as above",
    "total_weight_changed": "as above",
    "counts_plus_q": "compares g^count only",
    "no_end_of_ballots": "does not ask for the order of events",
}
"""Where belenios-tool 2.0 lets pass what is refused here, and why."""


@pytest.fixture(scope="module")
def parts():
    return good()


def verifier_accepts(path) -> bool:
    # by name: the engine must not import the verifier, which is another program
    report, _ = importlib.import_module("verifier.__main__").verify(path)
    return report.good


def place(folder, parts, raw):
    path = folder / f"{parts.origin.setup.election.uuid}.bel"
    path.write_bytes(raw)
    return path


def test_put_together_unchanged_it_is_the_same_file_and_all_accept_it(parts, tmp_path):
    raw = parts.write()
    assert raw == parts.origin.archive.to_bytes()
    assert board.verify(bel.read_archive(raw)) == [[2, 1, 0], [1, 1, 1]]
    path = place(tmp_path, parts, raw)
    assert verifier_accepts(path)
    if TOOL:
        assert Tool(tmp_path).accepts()


@pytest.mark.parametrize("name", FORGERIES)
def test_refused(name, parts, tmp_path):
    raw = forge(name, parts)
    assert raw != parts.write()
    with pytest.raises(SealingError):
        board.verify(bel.read_archive(raw))
    path = place(tmp_path, parts, raw)
    assert not verifier_accepts(path)
    if TOOL and name not in LENIENT:
        assert not Tool(tmp_path).accepts()


def test_there_are_enough_kinds_that_all_three_refuse():
    assert len(set(FORGERIES) - set(LENIENT)) >= 80
    assert set(LENIENT) <= set(FORGERIES)


def test_any_changed_byte_breaks_the_archive(parts):
    raw = parts.write()
    for position in range(0, len(raw), 97):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises(ArchiveBroken):
            bel.read_archive(bytes(changed))
