import {describe, expect, it} from "vitest";
import {event, plan, readOut, seen} from "./experimentRows.js";

// Four units are planned: u1, u2, u4 and, of the two exposed next at one time, u3 by its id.
const rows = {
  exposures: [
    seen("u5", "b", "2025-01-04 10:00:00"),
    seen("u3", "a", "2025-01-04 10:00:00"),
    seen("u1", "a", "2025-01-02 10:00:00"),
    seen("u2", "b", "2025-01-02 11:00:00"),
    seen("u4", "b", "2025-01-03 10:00:00"),
    seen("u6", "a", "2025-01-09 10:00:00")
  ],
  events: ["u2", "u5", "u6"].map((user) => event(user, "2025-01-09 11:00:00", "buy"))
};
const four = plan({units: 4, split: {a: 1, b: 1}});
const status = async (asOf: string, register = four) => (await readOut(rows, register, {asOf})).status;

describe("a test with planned units and no end", () => {
  it("is over once they have had their windows", async () => {
    // u3 was exposed on the 4th at 10 o'clock and has until the 6th at 10.
    expect(await status("2025-01-03")).toBe("running");
    expect(await status("2025-01-05")).toBe("running");
    expect(await status("2025-01-06")).toBe("finished");
    expect(await status("2025-01-31", plan({units: 7}))).toBe("running");
    expect(await status("2025-01-31", plan())).toBe("running");
  });

  it("does not count those exposed later, ties by their id, and says how many", async () => {
    const e = await readOut(rows, four);
    expect(e.comparisons[0]).toMatchObject({nControl: 2, nVariant: 2});
    expect(e.findings.find(({check}) => check === "end")!.text).toBe(
      "2 users were first exposed after the planned 4 were in and are not counted. Stop sending, or plan a new test."
    );
    expect(e.findings.find(({check}) => check === "plan")!.text).not.toContain("an end");
    expect((await readOut(rows, plan({units: 6}))).findings.some(({check}) => check === "end")).toBe(false);
  });

  it("has its last look at all of them", async () => {
    const e = await readOut(rows, plan({units: 4, looks: 2}));
    expect(e.metrics[0]!.looks.map(({n, fraction}) => [n, fraction])).toEqual([
      [2, 0.5],
      [4, 1]
    ]);
  });

  it("is ruled by its end where it has one, before the units are in and after", async () => {
    const short = plan({units: 4, ends: "2025-01-03"});
    expect([await status("2025-01-04", short), await status("2025-01-05", short)]).toEqual(["running", "finished"]);
    const long = plan({units: 4, ends: "2025-01-20"});
    expect([await status("2025-01-19", long), await status("2025-01-20", long)]).toEqual(["running", "finished"]);
    expect((await readOut(rows, long)).comparisons[0]).toMatchObject({nControl: 3, nVariant: 3});
  });
});
