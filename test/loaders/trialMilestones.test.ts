import {describe, expect, it} from "vitest";
import {computeMeasures, latest} from "../../loaders/results/measures.js";
import {trialsPage} from "../../loaders/results/trials.js";
import type {Rows} from "./company.js";
import {event, open, pays, trial} from "./trialRows.js";

const rows: Rows = {
  trials: [
    ...["early", "fast", "slow", "edge", "after", "never", "before"].map((id) => trial(id)),
    trial("young", "2025-06-27"),
    trial("old", "2024-11-15")
  ],
  payments: [pays("early", "2025-01-03"), pays("fast", "2025-01-20"), pays("never", "2025-02-01")],
  events: [
    event("early", "2025-01-01 12:00:00"),
    event("fast", "2025-01-02 09:00:00"),
    event("fast", "2025-01-03 09:00:00"),
    event("slow", "2025-01-06 10:00:00"),
    event("edge", "2025-01-04 23:59:00"),
    event("after", "2025-01-05 00:00:00"),
    event("before", "2024-12-31 23:59:00"),
    event("young", "2025-06-28"),
    event("old", "2025-06-28")
  ],
  usage: [
    {account_id: "fast", day: "2025-01-02", feature: "calls", quantity: 6},
    {account_id: "fast", day: "2025-01-04", feature: "calls", quantity: 6},
    {account_id: "slow", day: "2025-01-02", feature: "other", quantity: 60}
  ]
};

describe("trial_times", () => {
  it("has the day of payment, the window's last day where nobody paid, or the last whole day seen", async () => {
    const {engine} = await open({
      trials: [trial("day0"), trial("day45"), trial("day46"), trial("ended", undefined, {ends_at: "2025-01-15"})],
      payments: [pays("day0", "2025-01-01 11:00:00"), pays("day45", "2025-02-15 23:00:00"), pays("day46", "2025-02-16")]
    });
    expect(await engine.rows("select trial_id, exit_day, cause from trial_times order by 1")).toEqual([
      {trial_id: "day0", exit_day: 0, cause: 1},
      {trial_id: "day45", exit_day: 45, cause: 1},
      {trial_id: "day46", exit_day: 45, cause: 2},
      {trial_id: "ended", exit_day: 45, cause: 2}
    ]);
  });

  it("an ended trial is at risk until its window ends, an open one to the as-of date", async () => {
    const {engine} = await open(
      {
        trials: [
          trial("ended", undefined, {ends_at: "2025-01-15"}),
          trial("running", "2025-01-25", {ends_at: "2025-02-08"})
        ]
      },
      "2025-01-31"
    );
    expect(await engine.rows("select trial_id, exit_day, cause, is_running from trial_times order by 1")).toEqual([
      {trial_id: "ended", exit_day: 30, cause: 0, is_running: 0},
      {trial_id: "running", exit_day: 6, cause: 0, is_running: 1}
    ]);
  });
});

describe("trial_milestones", () => {
  it("say where a trial stood at the end of a day, and leave out months before anybody counted", async () => {
    const {engine} = await open(rows);
    const found = await engine.rows<{id: string; day: number; status: string; paid: number; over: boolean}>(
      `select trial_id as id, landmark_day as "day", status, is_converted as paid, is_over as "over"
      from trial_milestones where milestone_id = 'project' order by 1, 2`
    );
    const status = (id: string) => found.filter((row) => row.id === id).map((row) => row.status);
    expect(status("early")).toEqual(["paid", "paid"]);
    expect(status("fast")).toEqual(["reached", "reached"]);
    expect(status("slow")).toEqual(["not reached", "reached"]);
    expect(status("edge")).toEqual(["reached", "reached"]);
    expect(status("after")).toEqual(["not reached", "reached"]);
    expect(status("never")).toEqual(["not reached", "not reached"]);
    expect(status("before")).toEqual(["not reached", "not reached"]);
    expect(status("young")).toEqual(["reached", "not seen"]);
    expect(status("old")).toEqual([]);
    expect(found.filter(({paid}) => paid === 1).map(({id}) => id)).toEqual([
      "early",
      "early",
      "fast",
      "fast",
      "never",
      "never"
    ]);
    expect(found.filter(({over}) => !over).map(({id}) => id)).toEqual(["young", "young"]);
  });

  it("are reached when enough has added up, on the day it has", async () => {
    const {engine} = await open(rows);
    const found = await engine.rows(
      "select distinct trial_id, reached_day from trial_milestones where milestone_id = 'busy' and reached_day is not null"
    );
    expect(found).toEqual([{trial_id: "fast", reached_day: 3}]);
  });
});

describe("trial_setup", () => {
  it("counts steps and minutes to the first win, or to the end of a trial without one", async () => {
    const {engine} = await open({
      trials: [trial("won"), trial("none", undefined, {ends_at: "2025-01-15"}), trial("idle")],
      events: [
        event("won", "2025-01-02 09:00:00"),
        event("won", "2025-01-01 10:30:00", "step", 600),
        event("won", "2025-01-01 11:00:00", "step", 300),
        event("won", "2025-01-02 08:00:00", "step", 60),
        event("won", "2025-01-05 08:00:00", "step", 1200),
        event("none", "2025-01-10 08:00:00", "step", 600),
        event("none", "2025-01-20 08:00:00", "step", 600)
      ]
    });
    expect(
      await engine.rows(
        "select trial_id, is_won, steps, minutes, landmark_steps, landmark_minutes, status from trial_setup order by 1"
      )
    ).toEqual([
      {trial_id: "idle", is_won: 0, steps: 0, minutes: 0, landmark_steps: 0, landmark_minutes: 0, status: "open"},
      {trial_id: "none", is_won: 0, steps: 1, minutes: 10, landmark_steps: 0, landmark_minutes: 0, status: "open"},
      {trial_id: "won", is_won: 1, steps: 3, minutes: 16, landmark_steps: 4, landmark_minutes: 36, status: "open"}
    ]);
  });
});

describe("the cells of the trials page", () => {
  it("add up to the marts, and no group has fewer accounts than may be published", async () => {
    const ids = [...Array(23).keys()];
    const w = await open({
      accounts: ids.map((i) => ({account_id: `a${i}`, size_band: i < 3 ? "small" : "large", region: "Europe"})),
      trials: ids.map((i) => trial(`a${i}`, "2025-03-01", {source: i % 4 === 0 ? "ads" : "sales"})),
      payments: ids.filter((i) => i % 3 === 0).map((i) => pays(`a${i}`, "2025-03-20")),
      events: ids.filter((i) => i % 2 === 0).map((i) => event(`a${i}`, "2025-03-02"))
    });
    const measures = await computeMeasures(w);
    const {cells} = await trialsPage(w, (id) => latest(measures, w, id));
    for (const cube of [cells.times!, cells.wins!])
      for (const list of [cube.cells, ...Object.values(cube.margins)]) {
        for (const {values} of list) expect(values.n).toBeGreaterThanOrEqual(5);
        expect(list.reduce((sum, {values}) => sum + values.n!, 0)).toBe(23);
      }
    const sum = (name: string) => cells.wins!.cells.reduce((all, {values}) => all + (values[name] ?? 0), 0);
    // Twelve even numbers under 23, four of them (0, 6, 12, 18) divisible by 3; eleven odd, four of them (3, 9, 15, 21).
    expect(sum("project|3|reached")).toBe(12);
    expect(sum("project|3|reached|paid")).toBe(4);
    expect(sum("project|3|not reached")).toBe(11);
    expect(sum("project|3|not reached|paid")).toBe(4);
  });
});
