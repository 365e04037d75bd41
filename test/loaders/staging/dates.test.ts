import {describe, expect, it} from "vitest";
import {staged} from "./staged.js";

const yaml = (more = "", zone = "UTC") =>
  `time_zone: ${zone}\nexports:\n  - files: t.csv\n    table: trials\n    columns: {trial_id: id, account_id: id, started_at: start, ends_at: end}\n${more}`;
const csv = (rows: string[]) => `id;start;end\n${rows.map((row, i) => `${i};${row}`).join("\n")}\n`;
const read = async (rows: string[], more = "", zone = "UTC") => {
  const {ask, rejects} = await staged({"sources.yaml": yaml(more, zone), "t.csv": csv(rows)});
  const times = await ask("select cast(started_at as varchar), cast(ends_at as varchar) from trials order by trial_id");
  return {times, rejects};
};

describe("dates of exports", () => {
  it.each([
    ["2026-01-05", "2026-01-05 00:00:00"],
    ["2026/1/5", "2026-01-05 00:00:00"],
    ["20260105", "2026-01-05 00:00:00"],
    ["2026-01-05T10:20:30.000Z", "2026-01-05 10:20:30"],
    ["2026-01-05T10:20:30+02:00", "2026-01-05 08:20:30"],
    ["5 Jan 2026", "2026-01-05 00:00:00"],
    ["05-Jan-2026 21:05", "2026-01-05 21:05:00"],
    ["Jan 5, 2026", "2026-01-05 00:00:00"],
    ["January 5, 2026 9:05 PM", "2026-01-05 21:05:00"],
    ["1767608430", "2026-01-05 10:20:30"],
    ["1767608430000", "2026-01-05 10:20:30"],
    ["1767608430000000", "2026-01-05 10:20:30"],
    // A spreadsheet's day 46027 is 5 January 2026: 45658 is 1 January 2025, and 369 days follow.
    ["46027", "2026-01-05 00:00:00"],
    ["46027.5", "2026-01-05 12:00:00"],
    ["05.01.2026", "2026-01-05 00:00:00"]
  ])("%s is %s", async (text, expected) => {
    expect((await read([`${text};`])).times).toEqual([[expected, null]]);
  });

  it("takes the order of day and month from all values of a column, and of the others where it has none of its own", async () => {
    expect((await read(["05/01/2026;", "13/01/2026 14:30;8/2/26"])).times).toEqual([
      ["2026-01-05 00:00:00", null],
      ["2026-01-13 14:30:00", "2026-02-08 00:00:00"]
    ]);
    expect((await read(["01/05/2026;", "01-13-2026 02:30 PM;"])).times).toEqual([
      ["2026-01-05 00:00:00", null],
      ["2026-01-13 14:30:00", null]
    ]);
    // A day above 12 that comes late counts as well.
    const many = Array.from({length: 3000}, () => "05/01/2026;");
    const {times} = await read([...many, "31/01/2026;"]);
    expect(new Set(times.map(([start]) => start))).toEqual(new Set(["2026-01-05 00:00:00", "2026-01-31 00:00:00"]));
  });

  it("refuses a column that does not tell, or tells both, and says what to do", async () => {
    await expect(read(["05/01/2026;", "06/02/2026;"])).rejects.toThrow(
      /start does not tell the day from the month: 05\/01\/2026, and no value has a part above 12[^]*date_format: \{started_at: "%d\/%m\/%Y"\}/
    );
    await expect(read(["13/01/2026;", "01/14/2026;"])).rejects.toThrow(
      /started_at has the day first in 13\/01\/2026 and the month first in 01\/14\/2026/
    );
    const given = await read(["05/01/2026;"], `    date_format: "%m/%d/%Y"\n`);
    expect(given.times).toEqual([["2026-05-01 00:00:00", null]]);
  });

  it("moves local times by the zone, and no instant", async () => {
    expect((await read(["13/01/2026 10:00;1768608430"], "", "Europe/Paris")).times).toEqual([
      ["2026-01-13 09:00:00", "2026-01-17 00:07:10"]
    ]);
  });

  it("rejects a date that does not exist, with its line", async () => {
    const {times, rejects} = await read(["31/02/2026;", "13/01/2026;"]);
    expect(times).toHaveLength(1);
    expect(rejects).toMatchObject([{path: "t.csv", line: 2, column: "started_at", value: "31/02/2026"}]);
  });
});
