"""Forged archives: a good one taken apart, changed in one place, and put together again with a fresh hash chain.

The forger hashes, chains and signs as well as anybody; what it cannot do is prove what is not so.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gmpy2 import invert, mpz

from engines.sealing import archive as bel
from engines.sealing import credential, keys
from engines.sealing.archive import member
from engines.sealing.ballot import make_ballot, seal
from engines.sealing.encoding import challenge, compact, fingerprint, hexdigest
from engines.sealing.group import G, P, Q, power, random_scalar
from engines.sealing.proofs import prove_factor, sign_hash

from .sittings import MAY_BE_BLANK, PER_ITEM, Sitting, ceremony, sitting

ORDER_TWO = P - 1
ORDER_THREE = next(x for x in (power(mpz(n), (P - 1) // 3) for n in range(2, 50)) if x != 1)


@dataclass
class Parts:
    """Everything an archive holds, as plain values; `events` are (type, value or None)."""

    origin: Sitting
    election: Any
    trustees: Any
    credentials: list[str]
    events: list[tuple[str, Any]]

    def ballot(self, number: int = 0) -> dict:
        return self.events[number][1]

    def of_type(self, kind: str) -> Any:
        return next(value for label, value in self.events if label == kind)

    def resign(self, number: int = 0, secret: mpz | None = None) -> None:
        """A fresh signature for a changed ballot, with the voter's own credential or another secret."""
        ballot = self.ballot(number)
        if secret is None:
            secret = credential.secret(self.origin.credentials[number], self.origin.setup.election.uuid)
        ballot.pop("signature", None)
        digest = fingerprint(compact(ballot))
        ballot["signature"] = {"hash": digest, "proof": sign_hash(secret, digest).as_json()}

    def write(self, with_credentials: bool = True) -> bytes:
        """The archive's bytes; without credentials the set-up names a file that is not there."""
        time = self.origin.archive.timestamp
        seen: set[str] = set()
        out = [member("BELENIOS", bel.header(time).encode(), time)]

        def data(value: Any) -> str:
            text = value if isinstance(value, str) else compact(value)
            digest = hexdigest(text)
            if digest not in seen:
                seen.add(digest)
                out.append(member(f"{digest}.data.json", text.encode(), time))
            return digest

        hashes = [data(self.election), data(self.trustees)]
        hashes.append(data(self.credentials) if with_credentials else "0" * 64)
        payloads = [("Setup", data(dict(zip(("election", "trustees", "credentials"), hashes, strict=True))))]
        parent, height = None, 0
        for label, value in [*payloads, *self.events]:
            payload = value if label == "Setup" else self._payload(label, value, data)
            event: dict[str, Any] = {"parent": parent} if parent else {}
            event |= {"height": height, "type": label}
            event |= {"payload": payload} if payload else {}
            text = compact(event)
            parent, height = hexdigest(text), height + 1
            out.append(member(f"{parent}.event.json", text.encode(), time))
        return b"".join(out)

    @staticmethod
    def _payload(label: str, value: Any, data: Callable[[Any], str]) -> str | None:
        if label == bel.ENCRYPTED_TALLY:
            return data(value["sized"] | {"encrypted_tally": data(value["tally"])})
        if label == bel.PARTIAL_DECRYPTION:
            return data({"owner": value["owner"], "payload": data(value["share"])})
        return None if value is None else data(value)


def take_apart(origin: Sitting) -> Parts:
    """The parts of a finished election."""
    archive = origin.archive
    setup = json.loads(archive.payload(archive.events[0]))
    events: list[tuple[str, Any]] = []
    for event in archive.events[1:]:
        value = json.loads(archive.payload(event)) if event.payload else None
        if event.type == bel.ENCRYPTED_TALLY:
            value = {"sized": value, "tally": json.loads(archive.data[value["encrypted_tally"]])}
        elif event.type == bel.PARTIAL_DECRYPTION:
            value = {"owner": value["owner"], "share": json.loads(archive.data[value["payload"]])}
        events.append((event.type, value))
    election, trustees, listed = (json.loads(archive.data[setup[k]]) for k in ("election", "trustees", "credentials"))
    return Parts(origin, election, trustees, listed, events)


def good() -> Parts:
    """A finished election: two kinds of question, three ballots, 2 of 3 trustees."""
    pedersen, shares = ceremony(2, 3)
    origin = sitting((PER_ITEM, MAY_BE_BLANK), trustees=(pedersen,), private_keys=shares)
    origin.cast([[1, 0, 0], [0, 1, 0]], [[0, 1, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 1]])
    origin.count(1, 3)
    return take_apart(origin)


FORGERIES: dict[str, Callable[[Parts], bytes | None]] = {}


def forgery(change: Callable[[Parts], bytes | None]) -> Callable[[Parts], bytes | None]:
    """Register a change; it may return finished bytes, otherwise the parts are written."""
    FORGERIES[change.__name__] = change
    return change


def forge(name: str, parts: Parts) -> bytes:
    """The forged archive of that name."""
    mine = Parts(parts.origin, *copy.deepcopy((parts.election, parts.trustees, parts.credentials, parts.events)))
    return FORGERIES[name](mine) or mine.write()


def _number(change: Callable[[mpz], mpz]) -> Callable[[dict, str], None]:
    def apply(place: dict, name: str) -> None:
        place[name] = str(change(mpz(place[name])))

    return apply


_plus_one = _number(lambda x: (x + 1) % Q)
_plus_q = _number(lambda x: x + Q)


def _ciphertext(name: str, place: str, change: Callable[[mpz], mpz]) -> None:
    def forged(parts: Parts) -> None:
        choice = parts.ballot()["answers"][0]["choices"][0]
        choice[place] = str(change(mpz(choice[place])))
        parts.resign()

    forged.__name__ = name
    forgery(forged)


_ciphertext("alpha_times_g", "alpha", lambda x: x * G % P)
_ciphertext("beta_times_g_would_count_twice", "beta", lambda x: x * G % P)
_ciphertext("beta_over_g_would_count_negative", "beta", lambda x: x * power(G, Q - 1) % P)
_ciphertext("alpha_with_a_part_of_order_two", "alpha", lambda x: x * ORDER_TWO % P)
_ciphertext("beta_with_a_part_of_order_two", "beta", lambda x: x * ORDER_TWO % P)
_ciphertext("alpha_with_a_part_of_order_three", "alpha", lambda x: x * ORDER_THREE % P)
_ciphertext("beta_with_a_part_of_order_three", "beta", lambda x: x * ORDER_THREE % P)
_ciphertext("alpha_zero", "alpha", lambda x: mpz(0))
_ciphertext("alpha_one", "alpha", lambda x: mpz(1))
_ciphertext("alpha_beyond_p", "alpha", lambda x: x + P)
_ciphertext("beta_negative", "beta", lambda x: x - P)


def _proof(name: str, proof: Callable[[dict], dict], number: str, change: Callable[[dict, str], None]) -> None:
    def forged(parts: Parts) -> None:
        change(proof(parts.ballot()), number)
        parts.resign()

    forged.__name__ = name
    forgery(forged)


def _individual(ballot: dict) -> dict:
    return ballot["answers"][0]["individual_proofs"][1][0]


def _overall(ballot: dict) -> dict:
    return ballot["answers"][0]["overall_proof"][0]


def _blank_overall(ballot: dict) -> dict:
    return ballot["answers"][1]["overall_proof"][0]


def _blank(ballot: dict) -> dict:
    return ballot["answers"][1]["blank_proof"][0]


for _where in (_individual, _overall, _blank_overall, _blank):
    for _name in ("challenge", "response"):
        _proof(f"{_where.__name__[1:]}_{_name}_changed", _where, _name, _plus_one)
_proof("individual_response_plus_q", _individual, "response", _plus_q)
_proof("overall_challenge_plus_q", _overall, "challenge", _plus_q)
_proof("leading_zero_in_a_proof", _individual, "response", lambda place, name: place.update({name: "0" + place[name]}))
_proof("plus_sign_in_a_proof", _individual, "response", lambda place, name: place.update({name: "+" + place[name]}))
_proof("number_instead_of_text", _individual, "response", lambda place, name: place.update({name: int(place[name])}))


@forgery
def proofs_of_two_choices_swapped(parts: Parts) -> None:
    proofs = parts.ballot()["answers"][0]["individual_proofs"]
    proofs[0], proofs[1] = proofs[1], proofs[0]
    parts.resign()


@forgery
def choices_swapped_by_the_server(parts: Parts) -> None:
    answer = parts.ballot()["answers"][0]
    for name in ("choices", "individual_proofs"):
        answer[name][0], answer[name][1] = answer[name][1], answer[name][0]


@forgery
def choices_swapped_and_signed(parts: Parts) -> None:
    choices_swapped_by_the_server(parts)
    parts.resign()


@forgery
def proof_cut_short(parts: Parts) -> None:
    parts.ballot()["answers"][0]["individual_proofs"][0].pop()
    parts.resign()


@forgery
def proof_too_long(parts: Parts) -> None:
    proofs = parts.ballot()["answers"][0]["overall_proof"]
    proofs.append(proofs[0])
    parts.resign()


@forgery
def a_choice_too_many(parts: Parts) -> None:
    answer = parts.ballot()["answers"][0]
    for name in ("choices", "individual_proofs"):
        answer[name].append(answer[name][0])
    parts.resign()


@forgery
def an_answer_left_out(parts: Parts) -> None:
    parts.ballot()["answers"].pop()
    parts.resign()


@forgery
def blank_proof_left_out(parts: Parts) -> None:
    del parts.ballot()["answers"][1]["blank_proof"]
    parts.resign()


@forgery
def anothers_answers_under_the_own_credential(parts: Parts) -> None:
    parts.ballot(1)["answers"] = copy.deepcopy(parts.ballot(0)["answers"])
    parts.resign(1)


@forgery
def unknown_credential(parts: Parts) -> None:
    code = credential.generate()
    parts.events[0] = ("Ballot", json.loads(make_ballot(parts.origin.setup.election, code, [[1, 0, 0], [0, 1, 0]])))


@forgery
def signed_by_somebody_else(parts: Parts) -> None:
    parts.resign(0, random_scalar())


@forgery
def signature_response_changed(parts: Parts) -> None:
    _plus_one(parts.ballot()["signature"]["proof"], "response")


@forgery
def signature_hash_of_another_ballot(parts: Parts) -> None:
    parts.ballot()["signature"]["hash"] = parts.ballot(1)["signature"]["hash"]


@forgery
def signature_left_out(parts: Parts) -> None:
    del parts.ballot()["signature"]


@forgery
def other_election_hash(parts: Parts) -> None:
    parts.ballot()["election_hash"] = fingerprint("another election")
    parts.resign()


@forgery
def other_uuid(parts: Parts) -> None:
    parts.ballot()["election_uuid"] = "1" * 14
    parts.resign()


@forgery
def extra_field_in_a_ballot(parts: Parts) -> None:
    parts.ballot()["time"] = "09:30"
    parts.resign()


@forgery
def fields_of_a_ballot_in_another_order(parts: Parts) -> None:
    ballot = parts.ballot()
    parts.events[0] = ("Ballot", {name: ballot[name] for name in reversed(ballot)})


@forgery
def a_ballot_with_blanks(parts: Parts) -> None:
    parts.events[0] = ("Ballot", json.dumps(parts.ballot()))


@forgery
def a_ballot_removed_after_counting(parts: Parts) -> None:
    del parts.events[0]


@forgery
def a_new_ballot_after_counting(parts: Parts) -> None:
    ballot = make_ballot(parts.origin.setup.election, parts.origin.credentials[3], [[0, 0, 1], [0, 1, 0]])
    parts.events.insert(3, ("Ballot", json.loads(ballot)))


@forgery
def a_ballot_replayed(parts: Parts) -> None:
    parts.events.insert(3, parts.events[0])


@forgery
def a_ballot_replaced_by_the_servers_own(parts: Parts) -> None:
    ballot = make_ballot(parts.origin.setup.election, parts.origin.credentials[0], [[0, 0, 1], [0, 1, 0]])
    parts.events[0] = ("Ballot", json.loads(ballot))


@forgery
def other_election_key(parts: Parts) -> None:
    parts.election["public_key"] = str(power(G, random_scalar()))


@forgery
def other_question(parts: Parts) -> None:
    parts.election["questions"][0]["question"] = "别的项目"


@forgery
def more_choices_allowed(parts: Parts) -> None:
    parts.election["questions"][0]["max"] = 3


@forgery
def another_group(parts: Parts) -> None:
    parts.election["group"] = "RFC-3526-2048"


@forgery
def wrong_trustee_with_a_valid_key(parts: Parts) -> None:
    own = keys.trustee_public_key(keys.generate_private_key())
    parts.trustees[0][1]["verification_keys"][0] = own.as_json()


@forgery
def a_further_trustee(parts: Parts) -> None:
    parts.trustees.append(["Single", keys.trustee_public_key(keys.generate_private_key()).as_json()])


@forgery
def proof_of_possession_changed(parts: Parts) -> None:
    _plus_one(parts.trustees[0][1]["verification_keys"][1]["pok"], "response")


@forgery
def certificate_signature_changed(parts: Parts) -> None:
    _plus_one(parts.trustees[0][1]["certs"][0]["signature"], "response")


@forgery
def commitments_signature_changed(parts: Parts) -> None:
    _plus_one(parts.trustees[0][1]["coefexps"][0]["signature"], "response")


@forgery
def commitments_of_two_trustees_swapped(parts: Parts) -> None:
    listed = parts.trustees[0][1]["coefexps"]
    listed[0], listed[1] = listed[1], listed[0]


@forgery
def verification_keys_swapped(parts: Parts) -> None:
    listed = parts.trustees[0][1]["verification_keys"]
    listed[0], listed[2] = listed[2], listed[0]


@forgery
def threshold_raised(parts: Parts) -> None:
    parts.trustees[0][1]["threshold"] = 3


@forgery
def threshold_lowered(parts: Parts) -> None:
    parts.trustees[0][1]["threshold"] = 1


@forgery
def a_credential_twice(parts: Parts) -> None:
    parts.credentials.insert(0, parts.credentials[0])


@forgery
def a_voters_credential_struck_out(parts: Parts) -> None:
    parts.credentials.remove(parts.ballot()["credential"])


@forgery
def a_credential_outside_the_group(parts: Parts) -> None:
    unused = next(c for c in parts.credentials if all(c != parts.ballot(n)["credential"] for n in range(3)))
    parts.credentials[parts.credentials.index(unused)] = str(P - mpz(unused))
    parts.credentials.sort(key=int)


@forgery
def a_credential_with_more_weight(parts: Parts) -> None:
    place = parts.credentials.index(parts.ballot()["credential"])
    parts.credentials[place] += ",2"


@forgery
def a_credential_with_a_name(parts: Parts) -> None:
    parts.credentials[0] += ",1，王代表"


@forgery
def tally_changed(parts: Parts) -> None:
    parts.of_type("EncryptedTally")["tally"][0][0] = parts.ballot()["answers"][0]["choices"][0]


@forgery
def tally_of_one_question_missing(parts: Parts) -> None:
    parts.of_type("EncryptedTally")["tally"].pop()


@forgery
def number_of_ballots_changed(parts: Parts) -> None:
    parts.of_type("EncryptedTally")["sized"]["num_tallied"] = 4


@forgery
def total_weight_changed(parts: Parts) -> None:
    parts.of_type("EncryptedTally")["sized"]["total_weight"] = 4


@forgery
def a_share_changed(parts: Parts) -> None:
    row = parts.of_type("PartialDecryption")["share"]["decryption_factors"][0]
    row[0] = str(mpz(row[0]) * G % P)


@forgery
def a_share_with_a_part_of_order_two(parts: Parts) -> None:
    row = parts.of_type("PartialDecryption")["share"]["decryption_factors"][0]
    row[0] = str(P - mpz(row[0]))


@forgery
def proof_of_a_share_changed(parts: Parts) -> None:
    _plus_one(parts.of_type("PartialDecryption")["share"]["decryption_proofs"][0][0], "response")


@forgery
def a_share_of_another_trustee(parts: Parts) -> None:
    parts.of_type("PartialDecryption")["owner"] = 2


@forgery
def a_share_of_nobody(parts: Parts) -> None:
    parts.of_type("PartialDecryption")["owner"] = 4


@forgery
def a_share_missing(parts: Parts) -> None:
    del parts.events[5]


@forgery
def a_share_twice(parts: Parts) -> None:
    parts.events[6] = parts.events[5]


@forgery
def one_vote_more(parts: Parts) -> None:
    parts.of_type("Result")["result"][0][0] += 1


@forgery
def votes_swapped(parts: Parts) -> None:
    row = parts.of_type("Result")["result"][0]
    row[0], row[2] = row[2], row[0]


@forgery
def counts_plus_q(parts: Parts) -> None:
    parts.of_type("Result")["result"][0][0] += int(Q)


@forgery
def result_of_one_question_missing(parts: Parts) -> None:
    parts.of_type("Result")["result"].pop()


@forgery
def a_ballot_after_the_end(parts: Parts) -> None:
    parts.events[2], parts.events[3] = parts.events[3], parts.events[2]


@forgery
def no_end_of_ballots(parts: Parts) -> None:
    del parts.events[3]


@forgery
def result_before_the_last_share(parts: Parts) -> None:
    parts.events[6], parts.events[7] = parts.events[7], parts.events[6]


@forgery
def two_results(parts: Parts) -> None:
    parts.events.append(parts.events[-1])


def _members(raw: bytes) -> list[bytes]:
    chunks, position = [], 0
    while position < len(raw):
        size = 512 + -(-int(raw[position + 124 : position + 135], 8) // 512) * 512
        chunks.append(raw[position : position + size])
        position += size
    return chunks


@forgery
def an_event_cut_out_of_the_chain(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    del chunks[6:8]
    return b"".join(chunks)


@forgery
def a_byte_of_a_ballot_changed(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    chunks[6] = chunks[6].replace(b'"alpha":"1', b'"alpha":"2', 1).replace(b'"beta":"1', b'"beta":"2', 1)
    return b"".join(chunks)


@forgery
def two_files_in_another_order(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    chunks[7], chunks[9] = chunks[9], chunks[7]
    return b"".join(chunks)


@forgery
def a_file_with_a_time_of_its_own(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    name, size = chunks[6][:100].rstrip(b"\0").decode(), int(chunks[6][124:135], 8)
    chunks[6] = member(name, chunks[6][512 : 512 + size], parts.origin.archive.timestamp + 90)
    return b"".join(chunks)


@forgery
def another_time_in_the_header(parts: Parts) -> bytes:
    time = parts.origin.archive.timestamp
    return member("BELENIOS", bel.header(time + 1).encode(), time) + b"".join(_members(parts.write())[1:])


@forgery
def cut_off_in_the_middle(parts: Parts) -> bytes:
    raw = parts.write()
    return raw[: len(raw) // 2 + 100]


@forgery
def a_height_left_out(parts: Parts) -> bytes:
    time = parts.origin.archive.timestamp
    chunks = _members(parts.write())
    size = int(chunks[-1][124:135], 8)
    event = json.loads(chunks[-1][512 : 512 + size])
    event["height"] += 1
    text = compact(event)
    return b"".join(chunks[:-1]) + member(f"{hexdigest(text)}.event.json", text.encode(), time)


@forgery
def a_parent_further_up(parts: Parts) -> bytes:
    time = parts.origin.archive.timestamp
    chunks = _members(parts.write())
    size = int(chunks[-1][124:135], 8)
    event = json.loads(chunks[-1][512 : 512 + size])
    event["parent"] = parts.origin.archive.events[2].hash
    text = compact(event)
    return b"".join(chunks[:-1]) + member(f"{hexdigest(text)}.event.json", text.encode(), time)


@forgery
def something_smuggled_in(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    text = compact({"note": "王代表 第 3 票"})
    chunks.insert(6, member(f"{hexdigest(text)}.data.json", text.encode(), parts.origin.archive.timestamp))
    return b"".join(chunks)


@forgery
def something_hung_on(parts: Parts) -> bytes:
    text = compact({"note": "王代表 第 3 票"})
    return parts.write() + member(f"{hexdigest(text)}.data.json", text.encode(), parts.origin.archive.timestamp)


@forgery
def election_in_another_writing(parts: Parts) -> None:
    parts.election = json.dumps(parts.election, ensure_ascii=False)


@forgery
def zeros_at_the_end(parts: Parts) -> bytes:
    return parts.write() + bytes(1024)


@forgery
def an_empty_box_under_another_key(parts: Parts) -> None:
    """No ballot is there to betray the wrong key."""
    other_election_key(parts)
    parts.events.clear()


@forgery
def a_wrong_share_whose_proof_passes(parts: Parts) -> None:
    """The hash of §4.18 covers neither ciphertext nor factor: fix A and B first, solve for the factor afterwards."""
    share, tally = parts.of_type("PartialDecryption"), parts.of_type("EncryptedTally")["tally"]
    secret = parts.origin.private_keys[share["owner"] - 1]
    alpha, w = mpz(tally[0][0]["alpha"]), random_scalar()
    a, b = power(G, w), power(G, random_scalar())
    c = challenge("decrypt", parts.origin.setup.election.fingerprint, str(power(G, secret)), f"{a},{b}")
    response = (w - secret * c) % Q
    factor = power(b * invert(power(alpha, response), P) % P, invert(c, Q))
    share["share"]["decryption_factors"][0][0] = str(factor)
    share["share"]["decryption_proofs"][0][0] = {"challenge": str(c), "response": str(response)}


@forgery
def an_empty_box_without_trustees(parts: Parts) -> None:
    parts.trustees.clear()
    parts.election["public_key"] = "1"
    parts.events.clear()


@forgery
def the_same_trustee_twice(parts: Parts) -> None:
    """An empty box, so that the other key is not noticed by its ballots."""
    pedersen = parts.trustees[0][1]
    for name in ("certs", "coefexps"):
        pedersen[name][1] = pedersen[name][0]
    parts.events.clear()


@forgery
def two_texts_in_one_event(parts: Parts) -> bytes:
    return parts.write().replace(b'"type":"EndBallots"}', b'"type":"EndBallots" ')


@forgery
def a_type_that_does_not_exist(parts: Parts) -> None:
    parts.events[3] = ("Pause", None)


@forgery
def shuffles_that_do_not_belong_here(parts: Parts) -> None:
    parts.events.insert(5, ("EndShuffles", None))


@forgery
def a_parent_that_is_null(parts: Parts) -> bytes:
    """Setup alone, its first event saying `"parent":null`."""
    time = parts.origin.archive.timestamp
    parts.events.clear()
    chunks = _members(parts.write())
    size = int(chunks[-1][124:135], 8)
    text = compact({"parent": None} | json.loads(chunks[-1][512 : 512 + size]))
    return b"".join(chunks[:-1]) + member(f"{hexdigest(text)}.event.json", text.encode(), time)


@forgery
def a_list_of_credentials_that_is_not_there(parts: Parts) -> bytes:
    parts.events.clear()
    return parts.write(with_credentials=False)


@forgery
def a_second_share_of_the_same_trustee(parts: Parts) -> None:
    share = copy.deepcopy(parts.events[5][1])
    key = parts.origin.private_keys[share["owner"] - 1]
    alpha = mpz(parts.of_type("EncryptedTally")["tally"][0][0]["alpha"])
    again = prove_factor(parts.origin.setup.election.fingerprint, key, power(G, key), alpha)
    share["share"]["decryption_proofs"][0][0] = again.as_json()
    parts.events.insert(6, ("PartialDecryption", share))


@forgery
def a_file_twice(parts: Parts) -> bytes:
    chunks = _members(parts.write())
    chunks.insert(7, chunks[6])
    return b"".join(chunks)


@forgery
def answers_replaced_under_the_old_signature(parts: Parts) -> None:
    """Anybody can seal answers for a public credential; only its owner can sign them."""
    ballot = parts.ballot()
    other, _ = seal(parts.origin.setup.election, mpz(ballot["credential"]), [[0, 0, 1], [0, 1, 0]])
    ballot["answers"] = json.loads(other.serialise())["answers"]


@forgery
def credentials_out_of_order(parts: Parts) -> None:
    """The order could be that of printing or drawing."""
    parts.credentials.reverse()


def _empty_box(name: str, change: Callable[[Any], None]) -> None:
    def forged(parts: Parts) -> None:
        change(parts.election)
        parts.events.clear()

    forged.__name__ = name
    forgery(forged)


_empty_box("a_question_that_nobody_can_answer", lambda election: election["questions"][0].update(min=2))
_empty_box("more_choices_than_answers", lambda election: election["questions"][0].update(max=4))
_empty_box("blank_that_is_neither_true_nor_false", lambda election: election["questions"][1].update(blank=1))
_empty_box("a_version_that_is_true", lambda election: election.update(version=True))
_empty_box("no_questions", lambda election: election["questions"].clear())
_empty_box("a_field_of_the_election_that_is_null", lambda election: election.update(administrator=None))
