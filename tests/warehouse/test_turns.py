"""Those who want the store stand in line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from warehouse.errors import StoreLocked
from warehouse.turns import take_turn

HOLD_AGAIN = """
import sys; from pathlib import Path; from time import sleep
from warehouse.turns import take_turn
for number in range(100):
    with take_turn(Path(sys.argv[1])):
        if number == 0:
            print("held", flush=True)
        sleep(0.1)
"""


def test_who_wants_it_again_and_again_lets_others_go_first(tmp_path: Path) -> None:
    """As a load of a hundred folders does, which takes ten seconds here."""
    lock = tmp_path / ".store.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD_AGAIN, str(lock)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        for _ in range(5):
            began = monotonic()
            with take_turn(lock):
                assert monotonic() - began < 3
                assert holder.poll() is None
        holder.kill()


def test_who_lost_patience_does_not_take_a_turn_later(tmp_path: Path) -> None:
    lock = tmp_path / ".store.lock"
    with take_turn(lock):
        for _ in range(3):
            with pytest.raises(StoreLocked, match="another process is using the store"), take_turn(lock, patience=0.05):
                pass
    with take_turn(lock, patience=5):
        sleep(0.05)
    with take_turn(lock, patience=5) as left:
        assert left > 4
