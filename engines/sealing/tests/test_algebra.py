"""Properties of the group, the proofs, the shares and the tally."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from gmpy2 import jacobi, mpz, powmod
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.sealing import audit, credential, group, openssl, pki, proofs, tally, threshold
from engines.sealing.ballot import Ballot, Checker, make_ballot, seal
from engines.sealing.encoding import challenge, parse
from engines.sealing.errors import BallotRefused, SealingError
from engines.sealing.group import FixedBase, G, P, Q, all_members, is_member, power
from engines.sealing.openssl import powers
from engines.sealing.proofs import Ciphertext, iprove, iverify
from engines.sealing.result import Logarithms, NotALogarithm, lagrange

from .forging import ORDER_THREE, ORDER_TWO
from .sittings import AT_MOST_TWO, MAY_BE_BLANK, PER_ITEM, ceremony, sitting

scalars = st.integers(0, int(Q) - 1).map(mpz)
Y = FixedBase(power(G, mpz(987654321)), 4)


def test_the_constants_are_a_group_of_prime_order():
    assert P.is_prime() and Q.is_prime() and (P - 1) % Q == 0
    assert P.bit_length() == 2048 and Q.bit_length() == 256
    assert G != 1 and power(G, Q) == 1


@given(scalars, st.sampled_from([3, 4, 8]))
@settings(max_examples=20, deadline=None)
def test_tables_give_the_same_powers(exponent, width):
    assert FixedBase(G, width).power(exponent) == power(G, exponent) == group.secret_power(G, exponent)


@given(st.integers(0, int(P) - 1).map(mpz), scalars | st.sampled_from([mpz(0), mpz(1), P - 1]))
@settings(max_examples=20, deadline=None)
def test_openssl_and_gmp_give_the_same_powers(base, exponent):
    by_openssl = powers(P)
    if by_openssl is None:
        pytest.skip("this Python hides OpenSSL: powers are taken by gmpy2")
    assert by_openssl(base, exponent) == powmod(base, exponent, P)


def test_a_number_that_no_group_holds_has_a_power_all_the_same():
    for base, exponent in ((P + 2, mpz(3)), (mpz(-2), mpz(3)), (mpz(2), Q << 2000), (mpz(0), mpz(0))):
        assert power(base, exponent) == powmod(base, exponent, P)


def test_without_openssl_gmp_takes_the_powers(monkeypatch):
    monkeypatch.setattr(openssl, "SIGNATURES", {"BN_of_a_library_that_is_not_there": (None, ())})
    assert powers(P) is None
    monkeypatch.setattr(group, "_by_openssl", None)
    assert power(G, Q) == 1 and power(G, mpz(2)) == G * G % P


def test_every_thread_has_numbers_of_its_own():
    with ThreadPoolExecutor(8) as hall:
        taken = list(hall.map(lambda n: power(G, Q - n), range(200)))
    assert taken == [powmod(G, Q - n, P) for n in range(200)]


@pytest.mark.parametrize("size", [1, 60, 200])
@pytest.mark.parametrize("foreign", [ORDER_TWO, ORDER_THREE, mpz(2)])
def test_one_stranger_among_many_is_found_wherever_it_stands(size, foreign):
    members = [power(G, mpz(7 * n + 1)) for n in range(size)]
    assert all_members(members)
    for place in {0, size // 2, size - 1}:
        crowd = list(members)
        crowd[place] = crowd[place] * foreign % P
        assert not is_member(crowd[place])
        assert not all_members(crowd)


def test_two_strangers_whose_product_belongs_are_found():
    """The trap of testing one product of everything."""
    members = [power(G, mpz(n + 1)) for n in range(100)]
    members[3], members[90] = members[3] * ORDER_TWO % P, members[90] * ORDER_TWO % P
    assert not all_members(members)


def test_zero_and_numbers_beyond_p_are_no_members():
    assert not is_member(mpz(0)) and not is_member(G + P) and not all_members([G, mpz(0)])


def test_the_cofactor_has_small_orders_so_one_random_combination_would_not_do():
    assert (P - 1) // Q % 6 == 0
    assert jacobi(ORDER_TWO, P) == -1 and power(ORDER_THREE, mpz(3)) == 1 != ORDER_THREE


@given(scalars, st.integers(0, 3), st.integers(0, 2))
@settings(max_examples=15, deadline=None)
def test_interval_proofs_hold_and_only_for_their_statement(r, least, extra):
    values = range(least, least + extra + 1)
    m = least + extra // 2
    c = Ciphertext(power(G, r), Y.power(r) * power(G, mpz(m)) % P)
    proof = iprove("S", Y, c, r, m - least, values)
    assert iverify("S", Y, c, values, proof)
    assert not iverify("T", Y, c, values, proof)
    assert not iverify("S", Y, c.times(Ciphertext(mpz(1), G)), values, proof)


@given(scalars)
@settings(max_examples=10, deadline=None)
def test_signatures_and_proofs_of_knowledge(secret):
    public = power(G, secret)
    assert proofs.verify_key(proofs.prove_key(secret, public), public)
    assert proofs.verify_hash(proofs.sign_hash(secret, "h"), public, "h")
    assert not proofs.verify_hash(proofs.sign_hash(secret, "h"), public, "i")
    assert not proofs.verify_message(proofs.sign_message(secret, "a"), public, "b")


@given(st.lists(scalars, min_size=3, max_size=3), st.sets(st.integers(1, 7), min_size=3, max_size=3))
@settings(max_examples=25, deadline=None)
def test_any_three_points_give_back_the_constant_of_a_parabola(coefficients, chosen):
    value = sum(lagrange(sorted(chosen), j) * threshold._evaluate(coefficients, j) for j in chosen) % Q
    assert value == coefficients[0]


@given(st.integers(0, 5000), st.integers(0, 5000))
@settings(max_examples=30, deadline=None)
def test_logarithms_up_to_their_bound_and_not_beyond(n, bound):
    logs = Logarithms(bound)
    if n <= bound:
        assert logs.of(power(G, mpz(n))) == n
    else:
        with pytest.raises(NotALogarithm):
            logs.of(power(G, mpz(n)))


@given(st.data())
@settings(max_examples=5, deadline=None)
def test_the_result_is_the_sum_of_the_votes_times_their_weights(data):
    questions = (PER_ITEM, AT_MOST_TWO, MAY_BE_BLANK)
    allowed = [
        [row for row in ([n >> i & 1 for i in range(q.width)] for n in range(2**q.width)) if q.allows(row)]
        for q in questions
    ]
    votes = data.draw(st.lists(st.tuples(*map(st.sampled_from, allowed)), max_size=3))
    weights = data.draw(st.lists(st.integers(1, 9), min_size=3, max_size=3))
    here = sitting(questions, voters=3, weights=weights).cast(*votes)
    expected = [
        [sum(w * vote[i][j] for vote, w in zip(votes, weights, strict=False)) for j in range(q.width)]
        for i, q in enumerate(questions)
    ]
    assert here.count(1) == expected


@pytest.mark.parametrize(
    "choices", [[[1, 1, 0]], [[0, 0, 0]], [[2, 0, 0]], [[1, 0]], [[1, 0, 0], [1, 0, 0]], [[1, -1, 1]]]
)
def test_what_the_rule_forbids_cannot_be_sealed(choices):
    here = sitting((PER_ITEM,), voters=1)
    with pytest.raises(SealingError):
        make_ballot(here.setup.election, here.credentials[0], choices)


def test_many_checked_together_fail_one_by_one():
    here = sitting((PER_ITEM,), voters=4).cast(*[[[1, 0, 0]]] * 4)
    spoiled = list(here.ballots)
    spoiled[1] = spoiled[1].replace('"response":"', '"response":"1', 1)
    spoiled[2] = "{}"
    outcomes = Checker(here.setup.election, here.setup.voters).check_many(spoiled)
    assert [isinstance(one, BallotRefused) for one in outcomes] == [False, True, True, False]
    assert all(str(outcomes[n]).startswith("选票") for n in (1, 2))


def test_a_ballot_is_tied_to_its_election():
    one, two = sitting((PER_ITEM,), voters=1), sitting((PER_ITEM,), voters=1)
    (ballot,) = one.cast([[1, 0, 0]]).ballots
    with pytest.raises(BallotRefused, match="另一场"):
        Checker(two.setup.election, two.setup.voters).check(ballot)


def test_the_last_ballot_of_a_credential_counts():
    here = sitting((PER_ITEM,), voters=2).cast([[1, 0, 0]], [[0, 1, 0]])
    again = make_ballot(here.setup.election, here.credentials[0], [[0, 0, 1]])
    checked = [Checker(here.setup.election, here.setup.voters).check(b).ballot for b in [*here.ballots, again]]
    assert tally.last(checked) == checked[1:]
    assert tally.encrypted_tally(here.setup.election, checked, here.setup.voters).num_tallied == 2


def test_an_opened_ballot_shows_its_choices_and_a_cheating_device_is_caught():
    here = sitting((PER_ITEM, MAY_BE_BLANK), voters=1)
    key = next(iter(here.setup.voters))
    seed = audit.new_seed()
    ballot, _ = seal(here.setup.election, key, [[0, 1, 0], [0, 1, 0]], audit.randomness(seed, here.setup.election.uuid))
    assert audit.open_ballot(here.setup.election, ballot.serialise(), seed) == [[0, 1, 0], [0, 1, 0]]
    with pytest.raises(SealingError):
        audit.open_ballot(here.setup.election, ballot.serialise(), audit.new_seed())
    swapped = Ballot(ballot.election_uuid, ballot.election_hash, key, ballot.answers[::-1])
    with pytest.raises(SealingError):
        audit.open_ballot(here.setup.election, swapped.serialise(), seed)


def test_credentials_catch_typing_errors():
    code = credential.generate()
    assert credential.check(code) == code == credential.check(code)
    assert set(code.replace("-", "")) <= set(credential.READABLE)
    assert credential.secret(code, "u" * 14) == credential.secret(code.replace("-", ""), "u" * 14)
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    for bad in (wrong, code[:-1], code + "1", "", code.lower() + "0", code.replace("-", " ")):
        with pytest.raises(SealingError):
            credential.check(bad)


def test_messages_between_trustees_reach_only_their_receiver():
    anna, bo, eve = (pki.derive(pki.generate_seed()) for _ in range(3))
    sent = pki.send(anna.signing, bo.encryption, "份额" * 9000)
    assert pki.receive(bo, anna.verification, sent) == "份额" * 9000
    for identity, sender in ((eve, anna.verification), (bo, eve.verification)):
        with pytest.raises(SealingError):
            pki.receive(identity, sender, sent)
    relayed = pki.encrypt(bo.encryption, pki.decrypt(anna.decryption, pki.send(anna.signing, anna.encryption, "x")))
    with pytest.raises(SealingError, match="别人"):
        pki.receive(bo, anna.verification, relayed)


def test_a_trustee_who_deals_a_wrong_share_is_named():
    people = [pki.derive(pki.generate_seed()) for _ in range(3)]
    certs = [pki.certificate(one) for one in people]
    polynomials = [threshold.polynomial(one, certs, 2) for one in people]
    wrong = pki.send(people[1].signing, certs[2].encryption, '{"secret":"5"}')
    polynomials[1]["secrets"][2] = wrong
    inputs = threshold.vinputs(certs, polynomials)
    threshold.voutput(people[0], certs, inputs[0], 2)
    with pytest.raises(SealingError, match="第 2 位"):
        threshold.voutput(people[2], certs, inputs[2], 2)
    with pytest.raises(SealingError):
        threshold.voutput(people[0], certs, inputs[0], 3)


def test_a_wrong_share_with_a_passing_proof_is_caught_by_the_strong_proof_and_got_around():
    """The hash of §4.18 does not cover the factor: choose B, then solve for the factor."""
    from gmpy2 import invert

    from engines.sealing import board, decryption
    from engines.sealing.result import compute_result

    pedersen, shares = ceremony(2, 3)
    here = sitting((PER_ITEM,), trustees=(pedersen,), private_keys=shares).cast([[1, 0, 0]], [[0, 1, 0]])
    here.archive.add_event("EndBallots")
    ballots = board.check_ballots(here.archive, here.setup)
    counted = tally.encrypted_tally(here.setup.election, (b.ballot for b in ballots), here.setup.voters)
    phi = here.setup.election.fingerprint
    given = {n: decryption.partial_decryption(phi, shares[n - 1], counted.ciphertexts) for n in (1, 2, 3)}

    c, w = counted.ciphertexts[0][0], mpz(4242)
    b = power(G, mpz(31337))
    a = power(G, w)
    h = challenge("decrypt", phi, str(power(G, shares[0])), f"{a},{b}")
    response = (w - shares[0] * h) % Q
    factor = power(b * invert(power(c.alpha, response), P) % P, invert(h, Q))
    row = list(given[1].decryption_factors[0])
    proof_row = list(given[1].decryption_proofs[0])
    row[0], proof_row[0] = factor, proofs.Proof(h, response)
    forged = decryption.PartialDecryption((tuple(row),), (tuple(proof_row),))
    value = parse(forged.serialise())
    assert decryption.check_partial_decryption(phi, power(G, shares[0]), counted.ciphertexts, value) == forged

    strong = decryption.strong_proofs(phi, shares[0], counted.ciphertexts)
    true = given[1].decryption_factors
    assert decryption.strong_proofs_hold(phi, power(G, shares[0]), counted.ciphertexts, true, strong)
    assert not decryption.strong_proofs_hold(
        phi, power(G, shares[0]), counted.ciphertexts, forged.decryption_factors, strong
    )
    factors = {1: forged.decryption_factors, 2: given[2].decryption_factors, 3: given[3].decryption_factors}
    assert compute_result((pedersen,), counted, factors) == [[1, 1, 0]]
    with pytest.raises(NotALogarithm):
        compute_result((pedersen,), counted, {1: factors[1], 2: factors[2]})
    with pytest.raises(SealingError, match="还不够"):
        compute_result((pedersen,), counted, {2: factors[2]})


def test_a_process_pool_checks_the_board_as_one_process_does():
    from concurrent.futures import ProcessPoolExecutor

    from engines.sealing import board

    here = sitting((PER_ITEM,), voters=20).cast(*[[[1, 0, 0]]] * 20)
    seen: list[tuple[int, int]] = []
    with ProcessPoolExecutor(2) as pool:
        checked = board.check_ballots(here.archive, here.setup, lambda *step: seen.append(step), pool.map)
    assert [one.serialised for one in checked] == here.ballots
    assert seen == [(16, 20), (20, 20)]
