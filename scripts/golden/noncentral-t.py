"""Writes test/data/noncentral-t-truth.csv: P(T <= t) and P(T > t) of the non-central t to 18 digits.

Run from the project's root: python3 scripts/golden/noncentral-t.py (needs mpmath 1.3.0; takes some minutes).
Trapezoidal rule over ln S at 30 digits, doubled until two sums agree to 1e-20; both tails are sums of positive terms.
"""
import csv
from itertools import product

from mpmath import erfc, exp, gamma, log, mp, mpf, nstr, sqrt

mp.dps = 30
FREEDOM = ["2", "3.3", "10", "38", "1000", "10000"]
NONCENTRALITY = ["-1", "0.5", "2", "8", "30"]
POINTS = ["-3", "0", "1.5", "2.02", "5", "30"]


def tails(t, df, delta):
    half = df / 2
    constant = 2 * half**half / gamma(half)
    reach = 1490 / df
    low, high = -(1 + reach) / 2, log(1 + sqrt(reach))

    def nodes(offset, step, count):
        lower = upper = mpf(0)
        for i in range(count):
            v = low + (i + offset) * step
            density = constant * exp(df * v - half * exp(2 * v)) / 2
            gap = (t * exp(v) - delta) / sqrt(mpf(2))
            lower += density * erfc(-gap)
            upper += density * erfc(gap)
        return step * lower, step * upper

    count = 200
    step = (high - low) / count
    sums = nodes(0, step, count + 1)
    while True:
        middle = nodes(mpf(1) / 2, step, count)
        finer = [(a + b) / 2 for a, b in zip(sums, middle)]
        if all(abs(a - b) <= mpf("1e-20") * a for a, b in zip(finer, sums)):
            return finer
        sums, step, count = finer, step / 2, count * 2


with open("test/data/noncentral-t-truth.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["t", "df", "noncentrality", "lower", "upper"])
    for df, delta, t in product(FREEDOM, NONCENTRALITY, POINTS):
        # The doubles that a program really computes with.
        lower, upper = tails(mpf(float(t)), mpf(float(df)), mpf(float(delta)))
        out.writerow([t, df, delta, nstr(lower, 18), nstr(upper, 18)])
