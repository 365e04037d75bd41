import {type Shelved, type Sum, amounts, everyGroup, month, when} from "./shelved.js";

/** Upgrades, trials, messages, answers and use. */
export const growthShelf: Shelved[] = [
  {
    name: "upgrades_by_group",
    about: "One row per closed month and group of accounts that could upgrade in it, and those that did.",
    mart: "upgrade_months",
    ...everyGroup,
    sums: {
      upgraded: ["r.upgraded", "Accounts with a higher tier or more seats at its end"],
      can_tier: ["r.can_tier", "Accounts below the top tier"],
      tier_up: ["r.tier_up", "Accounts that moved to a higher tier"],
      can_seats: ["r.can_seats", "Accounts priced by the seat"],
      seats_up: ["r.seats_up", "Accounts that took more seats"],
      ...amounts({mrr_gain: "Monthly revenue gained by upgrades"})
    }
  },
  {
    // Over all months: by month most of these groups are small, and what is put together would hide the others.
    name: "upgrades_by_limit",
    about:
      "One row per use of the tightest limit in the month before, and the accounts that could upgrade, over all closed months.",
    mart: "upgrade_months",
    where: "r.month_index in (select c.month_index from months as c where c.is_closed)",
    by: {
      limit_used: `case when r.pressure is null then 'unknown' when r.pressure < 0.5 then '0 to 50%'
        when r.pressure < 0.8 then '50 to 80%' when r.pressure < 1 then '80 to 100%' else 'at the limit' end`
    },
    sums: {
      account_months: ["1", "Months of accounts that could upgrade"],
      upgraded: ["r.upgraded", "Of those, months that ended with a higher tier or more seats"]
    }
  },
  {
    name: "upgrade_outcomes_by_group",
    about: "One row per group of accounts that upgraded, over all months: what they gained and what became of it.",
    mart: "upgrade_events",
    by: {
      move: "case when r.tier_up = 1 then concat(r.plan, ' to ', r.tier_after) else concat('seats on ', r.plan) end"
    },
    plan: true,
    segments: true,
    sums: {
      upgrades: ["1", "Upgrades; an account may have several"],
      ...amounts({mrr_gain: "Monthly revenue gained"}),
      ...Object.fromEntries(
        [90, 180].flatMap((days): [string, Sum][] => [
          [`seen_${days}`, [when(`r.next_${days} is not null`), `Upgrades whose day ${days} is over`]],
          [`back_${days}`, [when(`r.next_${days} = 'back'`), `Of those, back where they came from by day ${days}`]],
          [`gone_${days}`, [when(`r.next_${days} = 'gone'`), `Of those, no customer any more on day ${days}`]]
        ])
      )
    }
  },
  {
    name: "upgrade_requests_by_group",
    about: "One row per quarter and group of accounts that asked for an upgrade: where the requests stand.",
    mart: "upgrade_paths",
    period: [
      "quarter",
      "cast(date_trunc('quarter', m.month) as date)",
      "First day of the quarter, its closed months only"
    ],
    by: {channel: "r.channel"},
    sums: {
      requests: ["1", "Requests"],
      provisioned: [when("r.outcome = 'provisioned'"), "Requests that were fulfilled"],
      dropped: [when("r.outcome = 'dropped'"), "Requests declined, withdrawn or expired"],
      waiting: [when("r.outcome = 'open'"), "Requests still open"],
      days: ["r.days", "Days until fulfilled or dropped, or to the as-of date, added up", "DOUBLE"]
    }
  },
  {
    name: "trials_by_group",
    about: "One row per closed month in which trials began and group of accounts: how they ended so far.",
    mart: "trial_outcomes",
    ...everyGroup,
    by: {source: "r.source"},
    sums: {
      trials: ["1", "Trials; an account may have several"],
      converted: [when("r.outcome = 'converted'"), "Trials that became a sale"],
      abandoned: [when("r.outcome = 'abandoned'"), "Trials that ended without one"],
      pending: [when("r.outcome = 'pending'"), "Trials that can still convert"],
      mature: [when("r.is_mature"), "Trials whose whole month has had its window"]
    }
  },
  {
    name: "milestones_by_group",
    about:
      "One row per milestone of trials, day looked at and group of accounts: where the trials stood, and what became of them.",
    mart: "trial_milestones",
    keys: {
      milestone: ["r.name", "The milestone", "VARCHAR"],
      landmark_day: ["r.landmark_day", "The day at whose end it is looked", "BIGINT"]
    },
    by: {status: "r.status"},
    sums: {
      trials: ["1", "Trials"],
      over: [when("r.is_over"), "Trials whose window is over"],
      converted: ["r.is_converted", "Trials that became a sale"]
    }
  },
  {
    name: "messages_by_group",
    about: "One row per week and group of accounts that were sent anything: messages, and what was opened and clicked.",
    mart: "message_weeks",
    period: ["week", "r.week", "First day of the week; the last may not be over"],
    by: {stage: "r.stage"},
    sums: {
      sent: ["r.sent", "Messages"],
      delivered: ["r.delivered", "Delivered"],
      opened: ["r.opened", "Of those, opened"],
      clicked: ["r.clicked", "Of those, clicked"]
    }
  },
  {
    name: "message_funnel_by_group",
    about:
      "One row per group of accounts that were sent an e-mail: what was opened and clicked, and what followed within the window.",
    mart: "message_funnel",
    by: {stage: "r.stage"},
    where: "r.is_over = 1",
    sums: {
      sent: ["1", "Accounts and stages with a message"],
      delivered: ["r.is_delivered", "With one delivered"],
      opened: ["r.is_opened", "With one opened"],
      clicked: ["r.is_clicked", "With one clicked"],
      trying: ["r.is_trying", "That began a trial afterwards"],
      paid: ["r.is_paid", "That paid for a trial afterwards"],
      upgraded: ["r.is_upgraded", "That held a higher tier or more seats afterwards"]
    }
  },
  {
    name: "scores_by_group",
    about: "One row per quarter and group of accounts that answered the 0 to 10 question in it.",
    mart: "survey_answers",
    period: [
      "quarter",
      "cast(date_trunc('quarter', r.asked_at) as date)",
      "First day of the quarter; the last may not be over"
    ],
    where: "r.score is not null",
    plan: true,
    segments: true,
    sums: {
      answers: ["1", "Answers; an account may have several"],
      promoters: [when("r.score >= 9"), "Answers of 9 or 10"],
      detractors: [when("r.score <= 6"), "Answers of 0 to 6"],
      score_sum: ["r.score", "Scores added up", "DOUBLE"]
    }
  },
  {
    name: "feature_use_by_group",
    about: "One row per closed month and group of accounts that used a feature: how much.",
    mart: "usage_months",
    period: month,
    where: "r.quantity > 0",
    by: {feature: "r.feature"},
    sums: {quantity: ["r.quantity", "Use, in the feature's own unit", "DOUBLE"]}
  }
];
