"""Draws the cohorts of a registered pilot again, in Python and without a line of Fieldproof: docs/redraw.md.

python3 scripts/redraw.py answer.json     answer.json: what the query in docs/redraw.md answers
"""
import hashlib
import json
import math
import sys
from decimal import Decimal


def number(value):  # as ECMAScript writes it
    if value == 0:
        return "0"
    if not 1e-6 <= abs(value) < 1e21:
        return repr(float(value)).replace("e-0", "e-")
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

def canonical(value):  # RFC 8785, for what a roster holds
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, (int, float)):
        return number(value)
    return json.dumps(value, ensure_ascii=False)

def frozen(unit, mechanism):
    """A unit as it was hashed: its pair only where pairs were drawn, what it came to before only where the draw rests on it."""
    kept = {key: unit[key] for key in ("unit", "stratum", "people")}
    if mechanism == "PAIRED":
        kept["pair"] = unit["pair"]
    if unit.get("balance") is not None:
        kept["balance"] = {one["name"]: one["value"] for one in unit["balance"]}
    return kept

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

def by_utf16(text):
    return text.encode("utf-16-be")

def deal(roster, arms, random):
    total, behind, arm_of = sum(share for _, share in arms), {key: 0 for key, _ in arms}, {}
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

def pairs_of(roster):
    """Who belongs to which pair; None for a unit that an odd number leaves over."""
    couples, names = [], {}
    for stratum in sorted({unit["stratum"] or "" for unit in roster}, key=by_utf16):
        line = [(next(iter(u["balance"].values()), None), u["unit"]) for u in roster if (u["stratum"] or "") == stratum]
        line.sort(key=lambda one: (one[0] is None, one[0] or 0, by_utf16(one[1])))
        if len(line) % 2 == 1:
            def apart(left):
                rest = [value for at, (value, _) in enumerate(line) if at != left]
                return sum((rest[at + 1] or 0) - (rest[at] or 0) for at in range(0, len(rest), 2))
            last = len(line) - 1
            line.pop(last if line[last][0] is None else min(range(0, last + 1, 2), key=apart))
        couples += [line[at:at + 2] for at in range(0, len(line), 2)]
    for at, couple in enumerate(couples):
        for _, unit in couple:
            names[unit] = str(at + 1).zfill(max(2, len(str(len(couples)))))
    return {unit["unit"]: names.get(unit["unit"]) for unit in roster}

def is_balanced(roster, arm_of, pilot, threshold):
    for name in roster[0]["balance"]:
        values = {u["unit"]: u["balance"][name] for u in roster}
        mean = sum(values.values()) / len(values)
        sides = [[v - mean for u, v in values.items() if (arm_of[u] == pilot) == side] for side in (True, False)]
        variances = [max(0, (sum(v * v for v in s) - sum(s) ** 2 / len(s)) / (len(s) - 1)) if len(s) > 1 else 0 for s in sides]
        difference = sum(sides[0]) / len(sides[0]) - sum(sides[1]) / len(sides[1])
        if difference ** 2 > threshold ** 2 * (sum(variances) / 2) * (1 + 1e-9):
            return False
    return True

def draw(roster, arms, seed, assignment):
    random = Random(seed)
    if assignment["mechanism"] == "PAIRED":  # a pair is a stratum of two
        return deal([{"unit": u["unit"], "stratum": u["pair"]} for u in roster if u["pair"] is not None], arms, random)
    while True:
        arm_of = deal(roster, arms, random)
        threshold = assignment.get("balanceThreshold")
        if threshold is None or is_balanced(roster, arm_of, arms[1][0], threshold):
            return arm_of


def check(pilot):
    """The faults found in one pilot as the API answers it; none when the cohorts are the drawn ones."""
    recorded, plan = pilot["draw"], json.loads(pilot["planText"])
    mechanism = plan["assignment"]["mechanism"]
    roster = [frozen(unit, mechanism) for unit in recorded["roster"]]
    arms = [(arm["key"], arm["share"]) for arm in plan["arms"]]
    drawn = draw(roster, arms, recorded["seed"], plan["assignment"])
    seed = seed_of(recorded["planHash"], recorded["rosterSha256"], recorded["randomness"])
    faults = []
    if sha256(pilot["planText"]) != recorded["planHash"]:
        faults.append("The plan does not have the hash with which the cohorts were drawn.")
    if sha256(canonical(roster)) != recorded["rosterSha256"]:
        faults.append("The roster does not have its recorded hash.")
    if seed != recorded["seed"]:
        faults.append(f"The seed follows as {seed}, but {recorded['seed']} is recorded.")
    if mechanism == "PAIRED" and pairs_of(roster) != {unit["unit"]: unit["pair"] for unit in roster}:
        faults.append("The pairs are not those that follow from what the units came to before.")
    return drawn, faults


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        drawn, faults = check(json.load(file)["data"]["pilot"])
    for unit, arm in sorted(drawn.items()):
        print(f"{unit}\t{arm}")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)
