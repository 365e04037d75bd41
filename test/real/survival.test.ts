import {existsSync, readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import * as stats from "../../src/stats/index.js";

// Public data sets that lie beside the project on some machines and are never part of it.
const folder = new URL("../../../shared/data/", import.meta.url);
const there = (name: string) => existsSync(new URL(name, folder));
if (!there("survival") || !there("telco")) {
  process.stdout.write("note: public survival data are not beside the project, so the tests on them do not run\n");
}

type Row = Record<string, string>;

/** Rows of a file without commas within its fields. */
function read(name: string): Row[] {
  const lines = readFileSync(new URL(name, folder), "utf8").trim().split(/\r?\n/);
  const [names, ...rows] = lines.map((line) => line.replaceAll('"', "").split(","));
  return rows.map((fields) => Object.fromEntries(names!.map((column, i) => [column, fields[i]!])));
}

/** The risk table of rows, with an event where the column of status has the given value. */
function tableOf(rows: readonly Row[], time: string, status: string, event = "1"): stats.RiskStep[] {
  return stats.riskTable(rows.map((row) => ({exit: Number(row[time]), cause: row[status] === event ? 1 : 0})));
}

const medianOf = (steps: stats.RiskStep[]) => stats.medianSurvival(stats.kaplanMeier(steps)).value;

describe.runIf(there("survival"))("published survival data", () => {
  it("lung: medians 310, 270 and 426 days, log-rank 10.3267, hazard ratio of women .588 (survival in R)", () => {
    const lung = read("survival/r_lung.csv");
    const bySex = ["1", "2"].map((sex) =>
      tableOf(
        lung.filter((row) => row.sex === sex),
        "time",
        "status",
        "2"
      )
    );
    expect([medianOf(tableOf(lung, "time", "status", "2")), ...bySex.map(medianOf)]).toEqual([310, 270, 426]);
    expect(stats.logRank(bySex)!.chi2).toBeCloseTo(10.3267, 4);
    const rows = lung.map((row) => ({
      start: 0,
      stop: Number(row.time),
      event: row.status === "2",
      x: [Number(row.sex)]
    }));
    const [women] = stats.cox(rows)!.coefficients;
    expect(women!.value).toBeCloseTo(-0.5310235, 7);
    expect(women!.se).toBeCloseTo(0.1671786, 7);
    expect(women!.ratio).toBeCloseTo(0.588, 4);
  });

  it("lung: the interval 285–363 of the median by R's default band, symmetric for log S", () => {
    const curve = stats.kaplanMeier(tableOf(read("survival/r_lung.csv"), "time", "status", "2"));
    const logBand = curve.map(({time, survival, se}) => {
      const half = se === null ? 0 : (stats.normalQuantile(0.975) * se) / survival;
      return {time, survival, lower: survival * Math.exp(-half), upper: survival * Math.exp(half)};
    });
    expect(stats.medianSurvival(logBand)).toEqual({value: 310, lower: 285, upper: 363});
  });

  it("aml: log-rank 3.3964 (survival in R)", () => {
    const rows = read("survival/r_aml.csv");
    const groups = ["Maintained", "Nonmaintained"].map((x) =>
      tableOf(
        rows.filter((row) => row.x === x),
        "time",
        "status"
      )
    );
    expect(stats.logRank(groups)!.chi2).toBeCloseTo(3.3964, 4);
  });

  it("waltons: medians 58 and 26 days, log-rank 122.249 (lifelines)", () => {
    const rows = read("survival/waltons_dataset.csv");
    const groups = ["control", "miR-137"].map((group) =>
      tableOf(
        rows.filter((row) => row.group === group),
        "T",
        "E"
      )
    );
    expect(groups.map(medianOf)).toEqual([58, 26]);
    expect(stats.logRank(groups)!.chi2).toBeCloseTo(122.249, 3);
  });

  it("rossi: .7361 not arrested after 52 weeks; coefficients and errors by cluster of lifelines and statsmodels", () => {
    const rossi = read("survival/rossi.csv");
    expect(stats.kaplanMeier(tableOf(rossi, "week", "arrest")).at(-1)!.survival).toBeCloseTo(0.7361, 4);
    const rowsOf = (names: string[], tie = 0) =>
      rossi.map((row, i) => ({
        start: 0,
        stop: Number(row.week) + i * tie,
        event: row.arrest === "1",
        x: names.map((name) => Number(row[name])),
        cluster: String(Math.floor(i / 3))
      }));
    const all = ["fin", "age", "race", "wexp", "mar", "paro", "prio"];
    const near = (fit: ReturnType<typeof stats.cox>, values: number[], errors: number[]) => {
      fit!.coefficients.forEach(({value, se}, k) => {
        expect(value).toBeCloseTo(values[k]!, 6);
        expect(se).toBeCloseTo(errors[k]!, 6);
      });
    };
    // lifelines 0.30, Efron's ties; R gives the same (Fox 2002, Cox regression, appendix).
    const plain = stats.cox(rowsOf(all).map(({start, stop, event, x}) => ({start, stop, event, x})));
    const values = [-0.379422, -0.057438, 0.3139, -0.149796, -0.433704, -0.084871, 0.091497];
    near(plain, values, [0.191379, 0.021999, 0.307993, 0.212224, 0.381868, 0.195757, 0.028649]);
    expect(plain!.logLikelihood).toBeCloseTo(-658.74766, 5);
    // statsmodels 0.15: with Breslow's ties, and with the ties broken by a hair (lifelines gives the same there).
    near(
      stats.cox(rowsOf(["fin", "age", "prio"]), {ties: "breslow"}),
      [-0.346444, -0.066921, 0.096528],
      [0.186896, 0.024858, 0.026759]
    );
    near(
      stats.cox(rowsOf(all, 1e-5)),
      [-0.37473, -0.057221, 0.318913, -0.148132, -0.4294, -0.105476, 0.093781],
      [0.192646, 0.026569, 0.278052, 0.218548, 0.375874, 0.20916, 0.028803]
    );
  });
});

describe.runIf(there("survival"))("Stanford heart transplants, 103 patients (Crowley and Hu 1977)", () => {
  // The file's times are days in the programme plus one.
  const rows = there("survival") ? read("survival/stanford_heart.csv") : [];
  const patients = [...new Set(rows.map((row) => row.id))].map((id) => {
    const own = rows.filter((row) => row.id === id);
    const transplant = own.find((row) => row.transplant === "1");
    const last = own.at(-1)!;
    return {
      stop: Number(last.stop),
      event: last.event === "1",
      transplanted: transplant ? Number(transplant.start) : Infinity
    };
  });

  it("transplants look like a hazard ratio of .2662 where the wait counts for them", () => {
    expect(patients).toHaveLength(103);
    const naive = stats.cox(
      patients.map(({stop, event, transplanted}) => ({start: 0, stop, event, x: [transplanted < Infinity ? 1 : 0]}))
    )!;
    expect(naive.coefficients[0]!.value).toBeCloseTo(-1.323445, 6);
    expect(naive.coefficients[0]!.ratio).toBeCloseTo(0.2662, 4);
  });

  it("the ratio is 1.1356 where the wait counts for the wait, .990 with age, year and surgery", () => {
    const over = (names: string[]) =>
      stats.cox(
        rows.map((row) => ({
          start: Number(row.start),
          stop: Number(row.stop),
          event: row.event === "1",
          x: names.map((name) => Number(row[name]))
        }))
      )!.coefficients;
    const [transplant] = over(["transplant"]);
    expect(transplant!.value).toBeCloseTo(0.1271411, 7);
    expect(transplant!.ratio).toBeCloseTo(1.1356, 4);
    expect(transplant!.p).toBeCloseTo(0.673, 3);
    expect(over(["transplant", "age", "year", "surgery"])[0]!.ratio).toBeCloseTo(0.99, 3);
  });

  it("the rates for 1,000 days are 9.222 and 1.574 naively, 5.037 and 1.731 by person-time", () => {
    const per = (events: number, days: number) => (1000 * events) / days;
    const naive = [false, true].map((ever) => {
      const group = patients.filter(({transplanted}) => transplanted < Infinity === ever);
      const days = group.reduce((sum, {stop}) => sum + stop - 1, 0);
      return per(group.filter(({event}) => event).length, days);
    });
    expect(naive.map((rate) => rate.toFixed(3))).toEqual(["9.222", "1.574"]);
    const exposed = ["0", "1"].map((transplant) => {
      const own = rows.filter((row) => row.transplant === transplant);
      const days = own.reduce((sum, row) => sum + Number(row.stop) - Number(row.start), 0);
      const events = own.filter((row) => row.event === "1").length;
      const [lower, upper] = stats.rateInterval(events, days)!;
      expect([lower < events / days, events / days < upper]).toEqual([true, true]);
      return per(events, days);
    });
    expect(exposed.map((rate) => rate.toFixed(3))).toEqual(["5.037", "1.731"]);
    expect(exposed[1]! / exposed[0]!).toBeCloseTo(0.344, 3);
  });

  it("the ratio is .915 among the 78 still there 30 days after they entered, by transplants until then", () => {
    const still = patients.filter(({stop}) => stop > 31);
    expect(still).toHaveLength(78);
    const [transplant] = stats.cox(
      still.map(({stop, event, transplanted}) => ({start: 31, stop, event, x: [transplanted <= 31 ? 1 : 0]}))
    )!.coefficients;
    expect(transplant!.ratio).toBeCloseTo(0.915, 3);
    expect(transplant!.p).toBeCloseTo(0.75, 2);
  });
});

describe.runIf(there("telco"))("7,043 customers of a telephone company", () => {
  const customers = there("telco") ? read("telco/Telco-Customer-Churn.csv") : [];
  const churned = (rows: Row[]) => rows.filter((row) => row.Churn === "Yes");
  const money = (rows: Row[]) => rows.reduce((sum, row) => sum + Number(row.MonthlyCharges), 0);

  it("has the published churn, revenue and churn by contract", () => {
    expect([customers.length, churned(customers).length]).toEqual([7043, 1869]);
    expect(money(customers)).toBeCloseTo(456116.6, 6);
    expect(money(churned(customers))).toBeCloseTo(139130.85, 6);
    const shares = ["Month-to-month", "One year", "Two year"].map((contract) => {
      const rows = customers.filter((row) => row.Contract === contract);
      return ((100 * churned(rows).length) / rows.length).toFixed(2);
    });
    expect(shares).toEqual(["42.71", "11.27", "2.83"]);
  });

  it("has the published curve, also with customers who have not yet paid for a month", () => {
    const curve = stats.kaplanMeier(tableOf(customers, "tenure", "Churn", "Yes"));
    const survival = [1, 12, 24, 36, 48, 60, 72].map((month) => curve.find(({time}) => time === month)!.survival);
    [0.94596, 0.8432, 0.78874, 0.74855, 0.70884, 0.6644, 0.59279].forEach((published, i) => {
      expect(survival[i]).toBeCloseTo(published, 5);
    });
    const monthly = customers.filter((row) => row.Contract === "Month-to-month");
    expect(medianOf(tableOf(monthly, "tenure", "Churn", "Yes"))).toBe(35);
  });
});
