import {describe, expect, it} from "vitest";
import {type Rows, span} from "./company.js";
import {open, pays, trial} from "./trialRows.js";

describe("trial_after", () => {
  it("looks again only where the day is over, and tells tiers apart", async () => {
    const plans = [1, 2, 3].map((rank) => ({plan_id: `p${rank}`, family: `Tier ${rank}`, tier_rank: rank}));
    const first = "2025-01-20";
    const lives: [string, Rows[string]][] = [
      ["stays", [span("stays", first, null, 500, {plan_id: "p2"})]],
      ["leaves", [span("leaves", first, "2025-06-01", 500, {plan_id: "p2"})]],
      [
        "up",
        [span("up", first, "2025-03-01", 500, {plan_id: "p2"}), span("up", "2025-03-01", null, 900, {plan_id: "p3"})]
      ],
      [
        "down",
        [
          span("down", first, "2025-06-01", 500, {plan_id: "p2"}),
          span("down", "2025-06-01", null, 200, {plan_id: "p1"})
        ]
      ]
    ];
    const {engine} = await open(
      {
        plans,
        trials: [...lives.map(([id]) => trial(id)), trial("recent", "2025-06-01")],
        subscription_periods: [
          ...lives.flatMap(([, spans]) => spans),
          span("recent", "2025-06-10", null, 500, {plan_id: "p2"})
        ],
        payments: [...lives.map(([id]) => pays(id, `${first} 08:00:00`)), pays("recent", "2025-06-10")]
      },
      // 180 days after 20 January is 19 July; 90 days after 10 June is 8 September.
      "2025-07-19"
    );
    expect(await engine.rows(`select account_id, "day", holds from trial_after order by 1, 2`)).toEqual(
      [
        ["down", "same tier", "lower tier"],
        ["leaves", "same tier", "not paying"],
        ["stays", "same tier", "same tier"],
        ["up", "higher tier", "higher tier"]
      ].flatMap(([account_id, ...holds]) => holds.map((held, i) => ({account_id, day: [90, 180][i], holds: held})))
    );
  });
});

describe("trial_feedback", () => {
  it("takes the latest answer about a trial, and knows who was asked and did not answer", async () => {
    const asked = (account_id: string, scale: string, score: number | null, more: Rows[string][number] = {}) => ({
      response_id: `${account_id}-${scale}-${score}`,
      account_id,
      survey: "Trial",
      scale,
      score,
      invited_at: "2025-01-15",
      answered_at: score === null ? null : "2025-01-16",
      ...more
    });
    const {engine} = await open({
      trials: ["happy", "hard", "silent", "other", "twice"].map((id) => trial(id)),
      payments: [pays("happy", "2025-01-10")],
      responses: [
        asked("happy", "csat", 4),
        asked("hard", "ces", 4),
        asked("silent", "ces", null),
        asked("other", "csat", 5, {survey: "Satisfaction"}),
        asked("twice", "ces", 2),
        asked("twice", "ces", 5, {survey: "Start", wave: "trial", invited_at: "2025-02-01", answered_at: "2025-02-02"})
      ]
    });
    expect(
      await engine.rows("select trial_id, outcome, is_answered, is_favourable from trial_feedback order by 1")
    ).toEqual([
      {trial_id: "happy", outcome: "converted", is_answered: 1, is_favourable: 1},
      {trial_id: "hard", outcome: "abandoned", is_answered: 1, is_favourable: 0},
      {trial_id: "silent", outcome: "abandoned", is_answered: 0, is_favourable: 0},
      {trial_id: "twice", outcome: "abandoned", is_answered: 1, is_favourable: 1}
    ]);
  });
});
