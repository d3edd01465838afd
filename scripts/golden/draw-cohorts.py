"""Draws cohorts again from a seed and a roster, independently of the engine: expected draws for
test/statistics/randomisation/draw-cohorts.test.ts. Python's standard library only.
Run from the project's root: python3 scripts/golden/draw-cohorts.py
"""

import json
import platform

M32, M64 = 2**32 - 1, 2**64 - 1


def words(seed):
    """xoshiro128++ (Blackman & Vigna 2021), its state filled by SplitMix64, low half first."""
    state = []
    for _ in range(2):
        seed = (seed + 0x9E3779B97F4A7C15) & M64
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        z ^= z >> 31
        state += [z & M32, z >> 32]
    rotate = lambda x, k: ((x << k) | (x >> (32 - k))) & M32
    while True:
        yield (rotate((state[0] + state[3]) & M32, 7) + state[0]) & M32
        t = (state[1] << 9) & M32
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= t
        state[3] = rotate(state[3], 11)


def below(source, bound):
    """Lemire's multiplication: an unbiased index below the bound."""
    while True:
        product = next(source) * bound
        if product % 2**32 >= 2**32 % bound:
            return product // 2**32


def draw(roster, sizes, seed):
    """roster: unit -> stratum; sizes: stratum -> [(arm, units)] in the order of the arms."""
    source = words(seed)
    drawn = {}
    for stratum in sorted(set(roster.values())):
        units = sorted(unit for unit, its in roster.items() if its == stratum)
        for i in range(len(units)):
            j = i + below(source, len(units) - i)
            units[i], units[j] = units[j], units[i]
        arms = [arm for arm, count in sizes[stratum] for _ in range(count)]
        drawn.update(zip(units, arms))
    return drawn


complete = {f"S{i:02d}": "" for i in range(1, 13)}
regions = {f"P{i:02d}": region for i, region in enumerate(["West", "East", "North"] * 5 + ["East", "East"])}
cases = [
    {"seed": 1, "roster": complete, "sizes": {"": [["control", 6], ["pilot", 6]]}},
    {"seed": 4294967295, "roster": complete, "sizes": {"": [["control", 4], ["pilot a", 4], ["pilot b", 4]]}},
    {
        "seed": 20261123,
        "roster": regions,
        "sizes": {
            "East": [["control", 4], ["pilot", 3]],
            "North": [["control", 2], ["pilot", 3]],
            "West": [["control", 3], ["pilot", 2]],
        },
    },
]
for case in cases:
    case["drawn"] = draw(case["roster"], case["sizes"], case["seed"])
with open("test/data/golden/draw-cohorts.json", "w") as file:
    json.dump({"tool": {"Python": platform.python_version()}, "cases": cases}, file)
