"""Draws that test/cohorts/redraw.test.ts holds ours against, made by scripts/redraw.py with Python 3.11.7:

python3 scripts/golden/redraw.py > test/data/golden/redraw.json
"""
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from redraw import Random, canonical, draw, pairs_of, seed_of, sha256  # noqa: E402


def case(name, strata, arms, randomness, assignment=None, before=None):
    """before: for each unit, in order of their names, what it came to by name; pairs are formed from it, or it is balanced."""
    assignment = assignment or {"mechanism": "STRATIFIED"}
    plan_hash = sha256(f"a plan: {name}")
    roster = [{"unit": u, "stratum": s, "people": [u]} for s, units in strata.items() for u in units]
    roster.sort(key=lambda unit: unit["unit"].encode("utf-16-be"))
    for unit, balance in zip(roster, before or []):
        unit["balance"] = balance
    if assignment["mechanism"] == "PAIRED":
        pair_of = pairs_of(roster)
        for unit in roster:
            unit["pair"] = pair_of[unit["unit"]]
    roster_sha256 = sha256(canonical(roster))
    seed = seed_of(plan_hash, roster_sha256, randomness)
    return {
        "name": name,
        "assignment": assignment,
        "arms": [{"key": key, "share": share} for key, share in arms],
        "draw": {
            "planHash": plan_hash,
            "rosterSha256": roster_sha256,
            "randomness": randomness,
            "seed": seed,
            "roster": roster,
        },
        "firstWord": Random(seed).word(),
        "armOf": draw(roster, arms, seed, assignment),
    }


def names(prefix, count):
    return [f"{prefix}-{i}" for i in range(count)]


HALVES = [("control", 0.5), ("pilot", 0.5)]
print(
    json.dumps(
        [
            case("complete", {None: names("P", 30)}, HALVES, "00" * 32),
            case("odd strata", {"North": names("N", 5), "South": names("S", 7), "West": names("W", 2)}, HALVES, "ab" * 32),
            case(
                "three uneven arms",
                {"A": names("A", 11), "B": names("B", 4), "C": names("C", 3)},
                [("control", 0.5), ("script", 0.3), ("tool", 0.2)],
                "f0" * 32,
            ),
            case(
                "names beyond ASCII",
                {"Süd": ["Zürich", "Ärzte", "Łódź", "Zoo"], "北": ["東京", "\U0001F600", "\uFF21", "a b"]},
                HALVES,
                "12" * 32,
            ),
            case(
                "pairs within strata, two left over",
                {"North": names("N", 7), "South": names("S", 9)},
                HALVES,
                "34" * 32,
                {"mechanism": "PAIRED"},
                [{"log revenue@1": None if i in (3, 12) else 10 + (i * 37 % 101) / 7} for i in range(16)],
            ),
            case(
                "balanced by a threshold",
                {None: names("P", 22)},
                HALVES,
                "56" * 32,
                {"mechanism": "RERANDOMISED", "balanceThreshold": 0.25},
                [{"revenue@1": 1e6 * (i * 53 % 97) + i / 3, "discount_rate@1": (i * 29 % 23) / 170} for i in range(22)],
            ),
            case(
                "balanced within strata, one small number",
                {"A": names("A", 12), "B": names("B", 9)},
                [("control", 0.6), ("pilot", 0.4)],
                "78" * 32,
                {"mechanism": "RERANDOMISED", "balanceThreshold": 0.4},
                [{"win_rate@1": 1.5e-7 if i == 4 else (i * 41 % 19) / 40} for i in range(21)],
            ),
        ],
        indent=1,
        ensure_ascii=True,
    )
)
