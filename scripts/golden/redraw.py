"""Draws that test/cohorts/redraw.test.ts holds ours against, made by scripts/redraw.py with Python 3.11.7:

python3 scripts/golden/redraw.py > test/data/golden/redraw.json
"""
import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from redraw import Random, canonical, draw, seed_of, sha256  # noqa: E402


def case(name, strata, arms, randomness):
    plan_hash = sha256(f"a plan: {name}")
    roster = [{"unit": u, "stratum": s, "people": [u]} for s, units in strata.items() for u in units]
    roster.sort(key=lambda unit: unit["unit"].encode("utf-16-be"))
    roster_sha256 = sha256(canonical(roster))
    seed = seed_of(plan_hash, roster_sha256, randomness)
    return {
        "name": name,
        "arms": [{"key": key, "share": share} for key, share in arms],
        "draw": {
            "planHash": plan_hash,
            "rosterSha256": roster_sha256,
            "randomness": randomness,
            "seed": seed,
            "roster": roster,
        },
        "firstWord": Random(seed).word(),
        "armOf": draw(roster, arms, seed),
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
        ],
        indent=1,
        ensure_ascii=True,
    )
)
