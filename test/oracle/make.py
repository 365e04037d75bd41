"""Writes special.json and intervals.json beside it: reference numbers for src/stats.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make.py   # two minutes

Tails are computed with 50 digits, from mpmath's own hypergeometric functions for small shapes and by integrating the density
for large ones. scipy and statsmodels check the answers as they are made. experiments.json is not made here: it holds published
numbers with their source.
"""

import json
import platform
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import special, stats
from statsmodels.stats import multitest
from statsmodels.stats import proportion as sm

mp.mp.dps = 50
HERE = Path(__file__).parent
MADE_WITH = {"python": platform.python_version()} | {p: version(p) for p in ("mpmath", "numpy", "scipy", "statsmodels")}


def close(ours, theirs, tolerance):
    assert abs(ours - theirs) <= tolerance * max(abs(theirs), 1e-290), (float(ours), theirs)


# Tails by integrating the density ------------------------------------------------------------------------------------


def outward(log_density, start, step, end=mp.inf):
    """The integral from start outwards, in pieces of |step|, until a piece no longer counts or the end is reached."""
    peak = log_density(start)
    total = mp.mpf(0)
    a = mp.mpf(start)
    while True:
        last = abs(a - start) + abs(step) >= abs(end - start)
        b = end if last else a + step
        # The density may be infinite at the end, which only tanh-sinh can take.
        method = "tanh-sinh" if last else "gauss-legendre"
        piece = mp.quad(lambda t: mp.exp(log_density(t) - peak), [a, b], method=method)
        total += abs(piece)
        if last or abs(piece) < total * mp.mpf(10) ** -35:
            return total * mp.exp(peak)
        a = b


def gamma_tails(a, x):
    a, x = mp.mpf(a), mp.mpf(x)
    if a <= 500:
        return (
            mp.gammainc(a, 0, x, regularized=True),
            mp.gammainc(a, x, mp.inf, regularized=True),
        )
    constant = mp.loggamma(a)
    log_density = lambda t: (a - 1) * mp.log(t) - t - constant
    sd = mp.sqrt(a)
    step = sd / max(1, abs(x - a) / sd)
    if x > a:
        upper = outward(log_density, x, step)
        return 1 - upper, upper
    lower = outward(log_density, x, -step, mp.mpf(0))
    return lower, 1 - lower


def gamma_series(a, x):
    """P(a, x) by its series of positive terms: slow, but another road than gamma_tails."""
    a, x = mp.mpf(a), mp.mpf(x)
    n, term, total = a, mp.mpf(1), mp.mpf(1)
    while term > total * mp.mpf(10) ** -40:
        n += 1
        term *= x / n
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


def beta_tails(x, y, a, b):
    """x or y, whichever is smaller, is taken as exact."""
    a, b = mp.mpf(a), mp.mpf(b)
    x = mp.mpf(x) if x <= y else 1 - mp.mpf(y)
    if max(a, b) <= 2000:
        with mp.workdps(400):
            lower = mp.betainc(a, b, 0, x, regularized=True)
            return +lower, 1 - lower
    constant = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    mean = a / (a + b)
    sd = mp.sqrt(mean * (1 - mean) / (a + b + 1))
    step = sd / max(1, abs(x - mean) / sd)
    # The variable is the distance from x, so that 1 - x keeps its digits.
    log_density = lambda t: (a - 1) * mp.log(x + t) + (b - 1) * mp.log(1 - x - t) - constant
    if x > mean:
        upper = outward(log_density, 0, step, 1 - x)
        return 1 - upper, upper
    lower = outward(log_density, 0, -step, -x)
    return lower, 1 - lower


def t_upper(t, df):
    """For t >= 0."""
    t, df = mp.mpf(t), mp.mpf(df)
    if df <= 500:
        with mp.workdps(400):
            return mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    constant = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(mp.pi * df) / 2
    log_density = lambda u: constant - (df + 1) / 2 * mp.log1p(u * u / df)
    return outward(log_density, t, (df + t * t) / ((df + 1) * max(t, 1)))


def t_density(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    constant = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(mp.pi * df) / 2
    return mp.exp(constant - (df + 1) / 2 * mp.log1p(t * t / df))


def gamma_density(x, a):
    x, a = mp.mpf(x), mp.mpf(a)
    return mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a))


def beta_density(x, y, a, b):
    x, y, a, b = map(mp.mpf, (x, y, a, b))
    return mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))


def quantile(x, p, density):
    """The exact quantile of p rounded to a double, given that p is the exact probability at x."""
    rounded = float(p)
    return rounded, float(mp.mpf(x) + (mp.mpf(rounded) - p) / density)


# Special functions -----------------------------------------------------------------------------------------------------


def special_points():
    points = []

    def add(name, args, expected):
        points.append({"f": name, "args": args, "expected": expected})

    for z in [1e-9, 0.01, 0.3, 0.7, 1.19, 1.21, 1.959963984540054, 2.5, 3, 4.7, 6, 8.3, 12, 17.25, 25, 30.3, 37, 37.5]:
        upper = mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2
        close(upper, stats.norm.sf(z), 1e-12)
        add("normalUpper", [z], float(upper))
        add("normalUpper", [-z], float(1 - upper))
        add("normalCdf", [-z], float(upper))
        density = mp.npdf(mp.mpf(z))
        if upper < 0.499:
            q, expected = quantile(z, upper, -density)
            add("normalUpperQuantile", [q], expected)
        p, expected = quantile(z, 1 - upper, density)
        if p < 1 - 1e-9:
            add("normalQuantile", [p], expected)

    for a in [1e-6, 0.25, 0.5, 1, 1.5, 2, 3.7, 10, 14.9, 15, 100, 12345.6, 1e7]:
        expected = mp.loggamma(a) - ((mp.mpf(a) - 0.5) * mp.log(a) - a + mp.log(2 * mp.pi) / 2)
        add("stirlingError", [a], float(expected))
        if abs(a - 1) > 0.1 and abs(a - 2) > 0.1:
            add("logGamma", [a], float(mp.loggamma(a)))
    for k, m in [(3, 2), (1e-3, 5), (100, 100.5), (1e6, 1000123.25), (5, 500), (7, 7.0000001)]:
        add("deviance", [k, m], float(mp.mpf(k) * mp.log(mp.mpf(k) / mp.mpf(m)) + mp.mpf(m) - mp.mpf(k)))

    shapes = [0.25, 0.5, 1, 1.5, 2, 4.5, 10, 33.3, 100, 1234.5, 1e5, 1e7]
    for a in shapes:
        for sds in [-6, -2, -0.3, 0.2, 1, 4, 12, 30]:
            x = a + sds * a**0.5 if a + sds * a**0.5 > 0 else a * 10.0**sds
            x = float(f"{x:.9g}")
            lower, upper = gamma_tails(a, x)
            if lower < 1e-305 or upper < 1e-305:
                continue
            if a < 1e7:
                close(lower, special.gammainc(a, x), 1e-9)
                close(upper, special.gammaincc(a, x), 1e-9)
            else:
                # scipy 1.17.1 is 1.7 % off at a = 1e7, six standard deviations below, so the plain series is asked.
                close(lower, gamma_series(a, x), mp.mpf(10) ** -30)
            add("gammaLower", [a, x], float(lower))
            add("gammaUpper", [a, x], float(upper))
            if lower < 0.9:
                p, expected = quantile(x, lower, gamma_density(x, a))
                add("gammaQuantile", [a, p, "lower"], expected)
            if upper < 0.9:
                p, expected = quantile(x, upper, -gamma_density(x, a))
                add("gammaQuantile", [a, p, "upper"], expected)
    for df in [0.5, 1, 2, 3, 7, 30, 1000]:
        for x in [0.01, 0.9, 3.84, 22.77, 110, 777.8068919570745, 1380]:
            upper = gamma_tails(mp.mpf(df) / 2, mp.mpf(x) / 2)[1]
            if upper > 1e-305:
                add("chiSquareUpper", [x, df], float(upper))

    pairs = [(0.5, 0.5), (0.25, 0.5), (1, 1), (2, 3), (0.7, 40), (5, 0.5), (10, 10), (30, 300), (501, 4501), (1e5, 1e5)]
    pairs += [(3, 1e6), (1e7, 0.5), (1e7, 1e7), (2e3, 1e7)]
    for a, b in pairs:
        mean = a / (a + b)
        sd = (mean * (1 - mean) / (a + b + 1)) ** 0.5
        for sds in [-25, -5, -1, 0.1, 1, 5, 25]:
            x = mean + sds * sd
            if x <= 0:
                x = mean * 10.0**sds
            if x < 0.9999:
                x = float(f"{x:.9g}")
                y = float(1 - mp.mpf(x))
            else:
                y = (1 - mean) * 10.0 ** -abs(sds) if x >= 1 else float(f"{1 - x:.9g}")
                x = float(1 - mp.mpf(y))
            lower, upper = beta_tails(x, y, a, b)
            if lower > 1e-305:
                add("betaLower", [x, y, a, b], float(lower))
                close(lower, special.betainc(a, b, x) if x <= y else special.betaincc(b, a, y), 1e-8)
                if lower < 0.9 and x < 0.999:
                    p, expected = quantile(x, lower, beta_density(x, y, a, b))
                    add("betaQuantile", [p, a, b], expected)
            if upper > 1e-305:
                add("betaUpper", [x, y, a, b], float(upper))

    for df in [0.5, 1, 1.7, 2, 5.5, 17.7764735161785, 100, 204.6339431, 4321.5, 1e5, 9.9e6, 1.01e7, 1e8]:
        for t in [1e-8, 0.1, 0.7, 1.96, 4, 8.5, 15, 37, 1e3, 1e8, 1e30, 1e120]:
            upper = t_upper(t, df)
            if upper < 1e-300:
                continue
            close(upper, stats.t.sf(t, df), 1e-8 if t < 1e6 else 1)
            add("tUpper", [t, df], float(upper))
            if upper < 0.499:
                q, expected = quantile(t, upper, -t_density(t, df))
                add("tUpperQuantile", [q, df], expected)
            add("tTwoSided", [-t, df], float(2 * upper))
    for p in [1e-300, 1e-100, 1e-16, 1e-5, 0.025, 0.2, 0.4]:
        for df in [1, 2]:
            p_ = mp.mpf(p)
            exact = mp.cot(mp.pi * p_) if df == 1 else (1 - 2 * p_) / mp.sqrt(2 * p_ * (1 - p_))
            add("tQuantile", [p, df], -float(exact))
    return points


# Intervals -------------------------------------------------------------------------------------------------------------


def restricted(x0, n0, x1, n1, delta):
    """The control rate that is likeliest when the variant's rate is that plus delta: a root of the cubic score, or an end."""
    n = n0 + n1
    cubic = [
        mp.mpf(n),
        mp.mpf((n1 + 2 * n0) * delta - n - x0 - x1),
        mp.mpf((n0 * delta - n - 2 * x0) * delta + x0 + x1),
        mp.mpf(x0 * delta * (1 - delta)),
    ]
    low, high = max(mp.mpf(0), -delta), min(mp.mpf(1), 1 - delta)
    roots = [mp.re(r) for r in mp.polyroots(cubic, maxsteps=2000, extraprec=400) if abs(mp.im(r)) < mp.mpf(10) ** -18]
    inside = [min(max(r, low), high) for r in roots if low - mp.mpf(10) ** -18 <= r <= high + mp.mpf(10) ** -18]

    def log_likelihood(p):
        total = mp.mpf(0)
        for x, m, q in ((x0, n0, p), (x1, n1, p + delta)):
            for count, rate in ((x, q), (m - x, 1 - q)):
                if count:
                    if rate <= 0:
                        return mp.mpf("-inf")
                    total += count * mp.log(rate)
        return total

    return max(inside + [low, high], key=log_likelihood)


def score_difference(x0, n0, x1, n1, alpha, bias):
    c = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
    d = mp.mpf(x1) / n1 - mp.mpf(x0) / n0

    def gap(delta):
        p = restricted(x0, n0, x1, n1, delta)
        q = p + delta
        v = (p * (1 - p) / n0 + q * (1 - q) / n1) * bias
        return abs(d - delta) - c * mp.sqrt(max(v, 0))

    def limit(end):
        if abs(end - d) < mp.mpf(10) ** -30:
            return end
        inner, outer = d, mp.mpf(end)
        for _ in range(110):
            middle = (inner + outer) / 2
            if gap(middle) > 0:
                outer = middle
            else:
                inner = middle
        return (inner + outer) / 2

    with mp.workdps(40):
        return [float(limit(-1)), float(limit(1))]


def score_ratio(x0, n0, x1, n1, alpha):
    """Limits of the variant's rate over the control's; x0 > 0."""
    c = mp.sqrt(2) * mp.erfinv(1 - mp.mpf(alpha))
    n = n0 + n1

    def gap(ratio):
        a = n * ratio
        b = n1 * ratio + x1 + n0 + x0 * ratio
        p0 = (b - mp.sqrt(b * b - 4 * a * (x0 + x1))) / (2 * a)
        p1 = p0 * ratio
        chi2 = mp.mpf(0)
        for x, m, p in ((x0, n0, p0), (x1, n1, p1)):
            if abs(x - m * p) > mp.mpf(10) ** -25:
                if not 0 < p < 1:
                    return mp.inf
                chi2 += (x - m * p) ** 2 / (m * p * (1 - p))
        return chi2 - c * c

    middle = mp.mpf(x1) / n1 / (mp.mpf(x0) / n0)

    def limit(towards):
        inner = mp.log(middle) if x1 else mp.mpf(-200)
        outer = inner + towards
        while gap(mp.exp(outer)) < 0:
            outer += towards
        for _ in range(130):
            half = (inner + outer) / 2
            if gap(mp.exp(half)) > 0:
                outer = half
            else:
                inner = half
        return mp.exp((inner + outer) / 2)

    # Where the variant has no conversions the search begins at a ratio of e^-200, where the root above cancels 170 digits.
    with mp.workdps(300):
        return [float(limit(-1)) if x1 else 0.0, float(limit(1))]


def clopper_pearson(x, n, alpha):
    def root(f, guess):
        return mp.findroot(f, guess, solver="anderson", tol=1e-60, maxsteps=200, verify=False)

    def edge(a, b, lower_tail):
        start = float(stats.beta.ppf(alpha / 2 if lower_tail else 1 - alpha / 2, a, b))
        with mp.workdps(30):
            target = mp.mpf(alpha) / 2
            f = lambda p: beta_tails(p, 1 - p, a, b)[0 if lower_tail else 1] - target
            return float(root(f, (mp.mpf(start) * (1 - mp.mpf(10) ** -9), mp.mpf(start) * (1 + mp.mpf(10) ** -9))))

    return [edge(x, n - x + 1, True) if x else 0.0, edge(x + 1, n - x, False) if x < n else 1.0]


TABLES = [(48, 80, 56, 70), (3, 10, 9, 10), (2, 7, 6, 7), (0, 29, 5, 56), (0, 20, 0, 10), (0, 20, 10, 10), (100, 1000, 140, 1000)]
TABLES += [(1, 34, 7, 34), (104, 1009, 42, 104), (20, 20, 17, 20), (1, 1, 0, 1), (250, 250000, 310, 250000), (9, 9, 4, 4), (5, 5, 0, 8)]
COUNTS = [(81, 263), (15, 148), (0, 20), (1, 29), (20, 20), (84, 100), (3, 10), (1, 1), (12345, 1000000), (999, 1000)]


def interval_points():
    out = {"wilson": [], "clopperPearson": [], "rateInterval": [], "newcombe": [], "mee": [], "miettinenNurminen": [], "koopman": []}
    for x, n in COUNTS:
        for alpha in (0.05, 0.001):
            w = sm.proportion_confint(x, n, alpha, method="wilson")
            out["wilson"].append({"args": [x, n, alpha], "expected": [float(v) for v in w]})
            exact = clopper_pearson(x, n, alpha)
            for ours, theirs in zip(exact, sm.proportion_confint(x, n, alpha, method="beta")):
                close(ours, theirs if theirs == theirs else ours, 1e-9)
            out["clopperPearson"].append({"args": [x, n, alpha], "expected": exact})
    for events, exposure, alpha in [(0, 10, 0.05), (1, 1, 0.05), (7, 520.5, 0.05), (30, 541, 0.01), (1234, 98765, 0.05), (1000000, 3, 0.05)]:
        low = stats.chi2.ppf(alpha / 2, 2 * events) / 2 if events else 0.0
        high = stats.chi2.isf(alpha / 2, 2 * events + 2) / 2
        out["rateInterval"].append({"args": [events, exposure, alpha], "expected": [low / exposure, high / exposure]})
    for x0, n0, x1, n1 in TABLES:
        for alpha in (0.05, 0.01):
            args = [x0, n0, x1, n1, alpha]
            low, high = sm.confint_proportions_2indep(x1, n1, x0, n0, compare="diff", method="newcomb", alpha=alpha)
            out["newcombe"].append({"args": args, "expected": [float(low), float(high)]})
            # statsmodels' own score interval for a difference is wrong (issue 10269), so it is not asked.
            out["mee"].append({"args": args, "expected": score_difference(x0, n0, x1, n1, alpha, 1)})
            bias = mp.mpf(n0 + n1) / (n0 + n1 - 1)
            out["miettinenNurminen"].append({"args": args, "expected": score_difference(x0, n0, x1, n1, alpha, bias)})
            if x0:
                ratio = score_ratio(x0, n0, x1, n1, alpha)
                if 0 < x1 < n1 and x0 < n0:
                    theirs = sm.confint_proportions_2indep(x1, n1, x0, n0, compare="ratio", method="score", alpha=alpha, correction=False)
                    for ours, other in zip(ratio, theirs):
                        close(ours, float(other), 1e-5)
                out["koopman"].append({"args": args, "expected": ratio})
    return out


def comparison_points():
    out = {"welch": [], "holm": [], "benjaminiHochberg": [], "srm": [], "nps": [], "meanInterval": [], "ratioOfSums": []}
    for a, b in [((13, 15.0, 87.5), (11, 12.0, 39.0)), ((2, 1.5, 0.5), (40, 9, 16)), ((5000, 0.41, 15.2), (5100, 0.7, 38.4)), ((30, 5, 0), (30, 5.5, 2))]:
        t, p = stats.ttest_ind_from_stats(b[1], b[2] ** 0.5, b[0], a[1], a[2] ** 0.5, a[0], equal_var=False)
        va, vb = a[2] / a[0], b[2] / b[0]
        df = (va + vb) ** 2 / (va**2 / (a[0] - 1) + vb**2 / (b[0] - 1))
        half = stats.t.isf(0.025, df) * (va + vb) ** 0.5
        d = b[1] - a[1]
        out["welch"].append({"args": [a, b], "expected": [float(t), float(df), float(p), float(d - half), float(d + half)]})
    for ps in [[0.01, 0.04, 0.03], [0.5, 0.5, 0.001, 0.02], [0.9], [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]]:
        for name, method in (("holm", "holm"), ("benjaminiHochberg", "fdr_bh")):
            out[name].append({"args": ps, "expected": [float(v) for v in multitest.multipletests(ps, method=method)[1]]})
    for counts, weights in [([1000, 1200], [1, 1]), ([821588, 815482], [1, 1]), ([310, 98], [3, 1]), ([50, 61, 49], [1, 1, 1]), ([5000, 0], [1, 1])]:
        n = sum(counts)
        shares = [mp.mpf(w) / sum(weights) for w in weights]
        chi2, p = stats.chisquare(counts, [float(s) * n for s in shares])
        p = mp.gammainc(mp.mpf(len(counts) - 1) / 2, sum((c - s * n) ** 2 / (s * n) for c, s in zip(counts, shares)) / 2, mp.inf, regularized=True)
        e = mp.mpf(0)
        for k in (100, 1000, 10000, 100000):
            log_b = mp.loggamma(k) - mp.loggamma(k + n)
            for c, s in zip(counts, shares):
                log_b += mp.loggamma(k * s + c) - mp.loggamma(k * s) - c * mp.log(s)
            e += mp.exp(log_b) / 4
        e = float(e) if e < mp.mpf("1e308") else 1.7976931348623157e308
        out["srm"].append({"args": [counts, weights], "expected": [float(chi2), float(p), e]})
    for p, passive, d in [(50, 30, 20), (25, 10, 15), (70, 20, 10), (400, 350, 250), (4, 0, 0), (0, 0, 9)]:
        n, up, down = p + passive + d + 3, p + 0.75, d + 0.75
        s = (up - down) / n
        half = float(stats.norm.isf(0.025)) * ((up / n + down / n - s**2) / n) ** 0.5
        expected = [100 * (p - d) / (n - 3), max(-100, 100 * (s - half)), min(100, 100 * (s + half))]
        out["nps"].append({"args": [p, passive, d], "expected": [float(v) for v in expected]})
    rng = np.random.default_rng(7)
    for n in (2, 12, 300):
        x = np.round(np.exp(rng.normal(3, 1, n)) * 100)
        y = np.round(x * np.exp(rng.normal(-0.05, 0.3, n)))
        r = y.sum() / x.sum()
        se = (((y - r * x) ** 2).sum() / (n * (n - 1))) ** 0.5 / x.mean()
        half = stats.t.isf(0.025, n - 1) * se
        out["ratioOfSums"].append({"args": [x.tolist(), y.tolist()], "expected": [float(v) for v in (r, r - half, r + half, se)]})
        mean, variance = float(x.mean()), float(x.var(ddof=1))
        low, high = stats.t.interval(0.95, n - 1, mean, (variance / n) ** 0.5)
        out["meanInterval"].append({"args": [n, mean, variance], "expected": [mean, float(low), float(high)]})
    return out


def write(name, content):
    body = json.dumps({"made_by": "make.py", "made_with": MADE_WITH} | content, indent=None)
    body = body.replace('{"f"', '\n{"f"').replace('{"args"', '\n{"args"')
    (HERE / name).write_text(body + "\n")


if __name__ == "__main__":
    write("special.json", {"points": special_points()})
    write("intervals.json", interval_points() | comparison_points())
