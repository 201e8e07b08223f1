"""A hundred forged archives: refused here, by the stand-alone verifier and by belenios-tool."""

import pytest

from engines.sealing import archive as bel
from engines.sealing import board
from engines.sealing.errors import ArchiveBroken, SealingError

from .forging import FORGERIES, forge, good
from .tool import TOOL, Tool, verdict

LENIENT = {
    "leading_zero_in_a_proof": "reads any writing of a number",
    "plus_sign_in_a_proof": "reads any writing of a number",
    "tally_changed": "recomputes the tally from the ballots and does not look at the one in the archive",
    "tally_of_one_question_missing": "as above",
    "number_of_ballots_changed": "as above",
    "total_weight_changed": "as above",
    "counts_plus_q": "compares g^count only",
    "no_end_of_ballots": "does not ask for the order of events",
    "shuffles_that_do_not_belong_here": "as above",
    "an_empty_box_without_trustees": "an empty product is 1",
    "a_second_share_of_the_same_trustee": "takes one of the two",
    "credentials_out_of_order": "does not ask for an order",
    "a_question_that_nobody_can_answer": "does not look at the ranges of questions",
    "more_choices_than_answers": "as above",
    "no_questions": "as above",
    "a_field_of_the_election_that_is_null": "takes null for a missing field",
}
"""Where belenios-tool 2.0 lets pass what is refused here, and why. Any other disagreement, either way, fails."""

NAMED_BY = {
    1: """
        a_file_with_a_time_of_its_own another_time_in_the_header cut_off_in_the_middle zeros_at_the_end
    """,
    2: """
        a_file_twice
        a_byte_of_a_ballot_changed two_texts_in_one_event
    """,
    3: """
        a_list_of_credentials_that_is_not_there
        a_ballot_replayed a_share_twice a_ballot_after_the_end no_end_of_ballots result_before_the_last_share
        two_results an_event_cut_out_of_the_chain two_files_in_another_order a_height_left_out a_parent_further_up
        something_smuggled_in something_hung_on a_type_that_does_not_exist shuffles_that_do_not_belong_here
    """,
    4: """
        a_question_that_nobody_can_answer more_choices_than_answers blank_that_is_neither_true_nor_false
        a_version_that_is_true no_questions a_field_of_the_election_that_is_null
        a_parent_that_is_null
        beta_negative leading_zero_in_a_proof plus_sign_in_a_proof number_instead_of_text proof_cut_short
        proof_too_long a_choice_too_many an_answer_left_out blank_proof_left_out signature_left_out
        extra_field_in_a_ballot fields_of_a_ballot_in_another_order a_ballot_with_blanks threshold_raised
        threshold_lowered a_credential_with_a_name tally_of_one_question_missing result_of_one_question_missing
        election_in_another_writing
    """,
    5: """
        another_group
    """,
    6: """
        alpha_with_a_part_of_order_two beta_with_a_part_of_order_two alpha_with_a_part_of_order_three
        beta_with_a_part_of_order_three alpha_zero alpha_beyond_p individual_response_plus_q
        overall_challenge_plus_q a_credential_outside_the_group a_share_with_a_part_of_order_two
    """,
    7: """
        wrong_trustee_with_a_valid_key proof_of_possession_changed certificate_signature_changed
        commitments_signature_changed commitments_of_two_trustees_swapped verification_keys_swapped
        an_empty_box_without_trustees the_same_trustee_twice
    """,
    8: """
        other_election_key a_further_trustee an_empty_box_under_another_key
    """,
    9: """
        credentials_out_of_order
        a_credential_twice
    """,
    10: """
        answers_replaced_under_the_old_signature
        alpha_times_g beta_times_g_would_count_twice beta_over_g_would_count_negative alpha_one
        individual_challenge_changed individual_response_changed overall_challenge_changed overall_response_changed
        blank_overall_challenge_changed blank_overall_response_changed blank_challenge_changed
        blank_response_changed proofs_of_two_choices_swapped choices_swapped_by_the_server
        choices_swapped_and_signed anothers_answers_under_the_own_credential unknown_credential
        signed_by_somebody_else signature_response_changed signature_hash_of_another_ballot other_election_hash
        other_uuid other_question more_choices_allowed a_voters_credential_struck_out
    """,
    12: """
        a_ballot_removed_after_counting a_new_ballot_after_counting a_ballot_replaced_by_the_servers_own
        a_credential_with_more_weight tally_changed number_of_ballots_changed total_weight_changed
    """,
    13: """
        a_second_share_of_the_same_trustee
        a_share_changed proof_of_a_share_changed a_share_of_another_trustee a_share_of_nobody
    """,
    14: """
        a_share_missing votes_swapped a_wrong_share_whose_proof_passes
    """,
    15: """
        one_vote_more counts_plus_q
    """,
}
"""The number of the check that each forgery breaks, as the verifier must say it."""
EXPECTED = {name: number for number, names in NAMED_BY.items() for name in names.split()}


@pytest.fixture(scope="module")
def parts():
    return good()


def place(folder, parts, raw):
    path = folder / f"{parts.origin.setup.election.uuid}.bel"
    path.write_bytes(raw)
    return path


def test_put_together_unchanged_it_is_the_same_file_and_all_accept_it(parts, tmp_path):
    raw = parts.write()
    assert raw == parts.origin.archive.to_bytes()
    assert board.verify(bel.read_archive(raw)) == [[2, 1, 0], [1, 1, 1]]
    path = place(tmp_path, parts, raw)
    assert verdict(path).good
    if TOOL:
        assert Tool(tmp_path).accepts()


@pytest.mark.parametrize("name", FORGERIES)
def test_refused(name, parts, tmp_path):
    raw = forge(name, parts)
    assert raw != parts.write()
    with pytest.raises(SealingError):
        board.verify(bel.read_archive(raw))
    path = place(tmp_path, parts, raw)
    report = verdict(path)
    assert not report.good and set(report.failed) == {EXPECTED[name]}
    if TOOL:
        assert Tool(tmp_path).accepts() is (name in LENIENT)


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
