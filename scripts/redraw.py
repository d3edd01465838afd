"""Draws the cohorts of a registered pilot again, in Python and without a line of Fieldproof: docs/redraw.md.

python3 scripts/redraw.py answer.json     answer.json: what the query in docs/redraw.md answers
"""
import hashlib
import json
import math
import sys


def canonical(value):  # RFC 8785, for what a roster holds
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

def seed_of(plan_hash, roster_sha256, randomness):
    return int(sha256(f"{plan_hash}:{roster_sha256}:{randomness}")[:8], 16)

class Random:
    def __init__(self, seed):
        self.s, counter = [], seed
        for _ in range(2):  # SplitMix64
            counter = (counter + 0x9E3779B97F4A7C15) % 2**64
            mixed = ((counter ^ (counter >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
            mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) % 2**64
            mixed ^= mixed >> 31
            self.s += [mixed % 2**32, mixed >> 32]

    def word(self):  # xoshiro128++
        s, rotl = self.s, lambda x, k: ((x << k) | (x >> (32 - k))) % 2**32
        result = (rotl((s[0] + s[3]) % 2**32, 7) + s[0]) % 2**32
        t = (s[1] << 9) % 2**32
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t
        s[3] = rotl(s[3], 11)
        return result

    def below(self, bound):  # Lemire
        while True:
            product = self.word() * bound
            if product % 2**32 >= 2**32 % bound:
                return product // 2**32

def sizes_of(count, arms, behind, total):
    sizes = {}
    for key, share in arms:
        due = count * share / total
        sizes[key] = max(1, math.floor(due + 1e-9))
        behind[key] += due - sizes[key]
    left = count - sum(sizes.values())
    while left != 0:
        step = 1 if left > 0 else -1
        far = {key: behind[key] if step == 1 else -behind[key] if sizes[key] > 1 else -math.inf for key, _ in arms}
        best = arms[0][0]
        for key, _ in arms:
            if far[key] > far[best] + 1e-9:
                best = key
        sizes[best] += step; behind[best] -= step; left -= step
    return sizes

def draw(roster, arms, seed):
    by_utf16 = lambda text: text.encode("utf-16-be")
    random, total = Random(seed), sum(share for _, share in arms)
    behind, arm_of = {key: 0 for key, _ in arms}, {}
    for stratum in sorted({unit["stratum"] or "" for unit in roster}, key=by_utf16):
        units = sorted((u["unit"] for u in roster if (u["stratum"] or "") == stratum), key=by_utf16)
        sizes = sizes_of(len(units), arms, behind, total)
        for i in range(len(units)):  # Fisher-Yates, from the front
            j = i + random.below(len(units) - i)
            units[i], units[j] = units[j], units[i]
        dealt = iter(units)
        for key, _ in arms:
            for _ in range(sizes[key]):
                arm_of[next(dealt)] = key
    return arm_of


def check(pilot):
    """The faults found in one pilot as the API answers it; none when the cohorts are the drawn ones."""
    recorded, plan = pilot["draw"], json.loads(pilot["planText"])
    arms = [(arm["key"], arm["share"]) for arm in plan["arms"]]
    drawn = draw(recorded["roster"], arms, recorded["seed"])
    seed = seed_of(recorded["planHash"], recorded["rosterSha256"], recorded["randomness"])
    faults = []
    if sha256(pilot["planText"]) != recorded["planHash"]:
        faults.append("The plan does not have the hash with which the cohorts were drawn.")
    if sha256(canonical(recorded["roster"])) != recorded["rosterSha256"]:
        faults.append("The roster does not have its recorded hash.")
    if seed != recorded["seed"]:
        faults.append(f"The seed follows as {seed}, but {recorded['seed']} is recorded.")
    return drawn, faults


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        drawn, faults = check(json.load(file)["data"]["pilot"])
    for unit, arm in sorted(drawn.items()):
        print(f"{unit}\t{arm}")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)
