/** Below what the generated settings say: the headline from the unit table, with numpy, scipy and statsmodels. */
export const PYTHON_SCRIPT = String.raw`
import csv
import sys

import numpy as np
import statsmodels.api as sm
from scipy import stats

TEXT = {"unit", "arm", "cluster", "stratum", "pair"}
IS_RATIO = SCALE == "ratio"
NONE = float("nan")


def read_units():
    with open("units.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {name: cell if name in TEXT else float(cell) if cell else NONE for name, cell in row.items()} for row in rows
    ]


def column(units, name):
    return np.array([unit.get(name, NONE) for unit in units], dtype=float)


def known(values):
    return ~np.isnan(values)


def linearised(y, d):
    """A ratio of sums as one number a row: its mean is the ratio, its variance over n that of the ratio."""
    ratio = y.sum() / d.sum()
    return ratio, (y - ratio * d) / d.mean()


def response(y, d, treated):
    """On the scale of the model; a ratio around that of the own arm."""
    if SCALE == "log":
        return np.log(y)
    if not IS_RATIO:
        return y
    value = np.empty_like(y)
    for arm in (0, 1):
        ratio, deviations = linearised(y[treated == arm], d[treated == arm])
        value[treated == arm] = ratio + deviations
    return value


def baseline_on_scale(units):
    """NaN where it is not known; a ratio around that of both arms together."""
    x = column(units, "baseline")
    if SCALE == "log":
        return np.log(np.where(known(x) & (x > 0), x, NONE))
    d = column(units, "baselineDenominator")
    if not IS_RATIO or not known(d).any():
        return x
    both = known(x) & known(d)
    value = np.full(len(x), NONE)
    if both.any():
        value[both] = linearised(x[both], d[both])[1]
    return value


def assigned_name(unit):
    return unit.get("cluster") or unit["unit"]


def is_seen(units):
    return known(column(units, "outcome")) & (known(column(units, "denominator")) if IS_RATIO else True)


def covariates_of(units):
    return [column(units, name) for name in units[0] if name.startswith("covariate: ")]


def robust(y, columns, at, groups):
    """HC2, or CR2 where rows share a group, with Satterthwaite degrees of freedom, of the coefficient at this place."""
    x = np.column_stack([np.ones(len(y)), *columns])
    fit = sm.OLS(y, x).fit()
    bread = np.linalg.inv(x.T @ x)
    unexplained = np.eye(len(y)) - x @ bread @ x.T
    contrast = bread[:, at]
    variance, parts = 0.0, []
    for group in sorted(set(groups)):
        own = np.flatnonzero(np.array(groups) == group)
        values, vectors = np.linalg.eigh(unexplained[np.ix_(own, own)])
        root = np.where(values > 1e-10, 1 / np.sqrt(np.where(values > 1e-10, values, 1)), 0)
        adjusted = vectors @ (root * (vectors.T @ (x[own] @ contrast)))
        variance += (adjusted @ fit.resid[own]) ** 2
        parts.append(unexplained[:, own] @ adjusted)
    if len(set(groups)) == len(groups):
        hc2 = sm.OLS(y, x).fit(cov_type="HC2").bse[at]
        if abs(hc2 / np.sqrt(variance) - 1) > 1e-8:
            sys.exit("statsmodels has another HC2")
    products = np.array(parts) @ np.array(parts).T
    return fit.params[at], np.sqrt(variance), np.trace(products) ** 2 / (products**2).sum()


def welch(a, b):
    va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    freedom = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    theirs = stats.ttest_ind(a, b, equal_var=False)
    error = np.sqrt(va + vb)
    if abs((a.mean() - b.mean()) / error - theirs.statistic) > 1e-8 * abs(theirs.statistic):
        sys.exit("scipy has another Welch test")
    return a.mean() - b.mean(), error, freedom


def of_arms(units, pilot):
    treated = np.array([float(unit["arm"] == pilot) for unit in units])
    seen = is_seen(units)
    groups = [assigned_name(unit) for unit, is_known in zip(units, seen) if is_known]
    y = response(column(units, "outcome")[seen], column(units, "denominator")[seen], treated[seen])
    stratum = np.array([unit.get("stratum", "") for unit in units])
    strata = [(stratum == level).astype(float) for level in sorted(set(stratum[seen]))[1:]]
    room = len(set(groups))
    allowed = 0 if room < 8 else 1 + (room - 8) // 10
    columns = []
    if CHOSEN:
        before = response(
            column(units, "baseline")[seen], column(units, "baselineDenominator")[seen], treated[seen]
        )
        y = y - before + before.mean()
    else:
        x = baseline_on_scale(units)
        absent = np.isnan(x)
        if not absent.all():
            own = [np.where(absent, np.nanmean(x), x)]
            by_arm = [len({unit["unit"] for unit, no, t in zip(units, absent, treated) if no and t == arm}) for arm in (0, 1)]
            if min(by_arm) >= 2:
                told = np.column_stack([np.ones(len(units)), *strata, treated, absent.astype(float)])
                if np.linalg.matrix_rank(told) == told.shape[1]:
                    own.append(absent.astype(float))
            columns.append(own)
    columns += [[values] for values in covariates_of(units)]
    taken = [values[seen] for group in columns[:allowed] for values in group]
    strata = [values[seen] for values in strata]
    if not strata and not taken and len(set(groups)) == len(groups):
        return welch(y[treated[seen] == 1], y[treated[seen] == 0])
    return robust(y, [*strata, treated[seen], *taken], len(strata) + 1, groups)


def member_sums(units):
    members = {}
    for unit in units:
        members.setdefault((unit["pair"], unit["arm"]), []).append(unit)
    return [member_sum(own) for own in members.values()]


def member_sum(own):
    row = dict(own[0])
    for name in ("outcome", "denominator"):
        row[name] = sum(unit[name] for unit in own)
    if "baselineDenominator" in row:
        both = [u for u in own if not np.isnan(u["baseline"]) and not np.isnan(u["baselineDenominator"])]
        for name in ("baseline", "baselineDenominator"):
            row[name] = sum(u[name] for u in both) if both else NONE
    for name in row:
        if name.startswith("covariate: "):
            row[name] = float(np.mean([unit[name] for unit in own]))
    return row


def of_pairs(units, pilot):
    """Complete pairs only; of a ratio the sums of each member's rows, otherwise the mean of each member's rows."""
    with_outcome = [unit for unit, seen in zip(units, is_seen(units)) if seen]
    in_arm = [{u["pair"] for u in with_outcome if (u["arm"] == pilot) == is_pilot} for is_pilot in (True, False)]
    complete = sorted(in_arm[0] & in_arm[1])
    units = [unit for unit in units if unit["pair"] in complete]
    if IS_RATIO:
        units = member_sums([unit for unit in with_outcome if unit["pair"] in complete])
    seen = is_seen(units)
    treated = np.array([float(unit["arm"] == pilot) for unit in units])[seen]
    pair = np.array([unit["pair"] for unit in units])[seen]
    y = response(column(units, "outcome")[seen], column(units, "denominator")[seen], treated)

    def mean_of(values, name, arm):
        own = values[(pair == name) & (treated == arm) & known(values)]
        return own.mean() if len(own) else NONE

    def difference(values):
        return np.array([mean_of(values, name, 1) - mean_of(values, name, 0) for name in complete])

    dy = difference(y)
    dx = np.nan_to_num(difference(baseline_on_scale(units)[seen]), nan=0.0)
    if len(complete) < 8:
        return one_sample(dy - dx)
    columns = ([dx] if (dx != 0).any() else []) + [difference(values[seen]) for values in covariates_of(units)]
    columns = columns[: 1 + (len(complete) - 8) // 10]
    return robust(dy, columns, 0, complete) if columns else one_sample(dy)


def one_sample(values):
    return values.mean(), stats.sem(values), float(len(values) - 1)


agrees = True
table = read_units()
for PILOT, METHOD, OURS in COMPARISONS:
    rows = sorted((unit for unit in table if unit["arm"] in (CONTROL, PILOT)), key=lambda unit: unit["unit"])
    if CHOSEN:
        before = known(column(rows, "baseline")) & (known(column(rows, "baselineDenominator")) if IS_RATIO else True)
        rows = [unit for unit, is_known in zip(rows, before) if is_known]
    estimate, error, freedom = of_pairs(rows, PILOT) if "pair" in rows[0] else of_arms(rows, PILOT)
    margin = stats.t.isf(LEVEL / 2, freedom) * error
    p_value = 2 * stats.t.sf(abs(estimate / error), freedom)
    theirs = [estimate, error, freedom, p_value, estimate - margin, estimate + margin]
    print(f"{PILOT} against {CONTROL} by {METHOD} on the {SCALE} scale")
    print(f"{'':20}{'Fieldproof':>20}{'Python':>20}{'difference':>14}")
    names = ["estimate", "standard error", "degrees of freedom", "p-value", "lower bound", "upper bound"]
    # The estimate and its bounds in standard errors, the rest as shares.
    units_of = [OURS[at] for at in (1, 1, 2, 3, 1, 1)]
    for name, ours, found, unit_of in zip(names, OURS, theirs, units_of):
        off = abs(found - ours) / unit_of
        agrees = agrees and bool(off < TOLERANCE)
        print(f"{name:20}{ours:20.10g}{found:20.10g}{off:14.2g}")
print("The same numbers." if agrees else "NOT the same numbers.")
sys.exit(0 if agrees else 1)
`;
