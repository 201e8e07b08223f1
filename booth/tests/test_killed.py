"""The server is killed while deputies vote: nothing acknowledged is lost, nothing is there twice, everybody can go on."""

import json
import os
import subprocess
import sys

KILLS = os.environ.get("PIAOJUE_KILLS", "12")


def test_killed_at_random_points_of_a_voting_round():
    command = [sys.executable, "-m", "booth.tests.killing", "--kills", KILLS]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    sums = json.loads(done.stdout.splitlines()[-1])
    assert sums["kills"] >= int(KILLS)
    assert (sums["lost"], sums["twice"]) == (0, 0)
