import {type Shelved, amounts, everyGroup, month, when} from "./shelved.js";

const flows = {
  start_amount: "Monthly revenue at the month's start",
  new_amount: "From accounts that never paid before",
  reactivation_amount: "From accounts that came back",
  resume_amount: "From pauses that ended",
  expansion_amount: "Rise among those who stayed",
  contraction_amount: "Fall among those who stayed",
  pause_amount: "Lost to pauses",
  churn_amount: "Lost with accounts that left",
  fx_amount: "Moved by exchange rates",
  end_amount: "Monthly revenue at the month's end"
};

/** Revenue, and who stays, renews and leaves. */
export const revenueShelf: Shelved[] = [
  {
    name: "revenue_by_group",
    about: "One row per closed month and group of accounts: recurring revenue as contracted, billed and committed.",
    mart: "revenue_ledger",
    ...everyGroup,
    sums: amounts({
      contracted: "Monthly revenue before discounts",
      billed: "Monthly revenue after discounts",
      committed: "Billed, without licences scheduled to end",
      trial: "What trials would pay a month",
      metered: "What metered items last came to a month"
    })
  },
  {
    name: "movements_by_group",
    about:
      "One row per closed month and group of accounts: start + new + reactivation + resume + expansion − contraction − pause − churn + fx = end.",
    mart: "movements",
    period: month,
    segments: true,
    sums: {
      ...amounts(flows),
      accounts_new: [when("r.class = 'new'"), "Accounts that came"],
      accounts_returned: [when("r.class in ('reactivation', 'resume')"), "Accounts that came back or ended a pause"],
      accounts_expanded: [when("r.class = 'expansion'"), "Accounts that pay more"],
      accounts_contracted: [when("r.class = 'contraction'"), "Accounts that pay less"],
      accounts_lost: [when("r.class in ('churn', 'lapse')"), "Accounts that left"]
    }
  },
  {
    name: "plan_movements",
    about:
      "One row per closed month and plan held: as movements_by_group, with entered and left for accounts that change their plan.",
    mart: "segment_movements",
    period: month,
    plan: true,
    sums: amounts({
      ...flows,
      entered_amount: "Brought from other plans",
      left_amount: "Taken to other plans",
      crossing_expansion: "What accounts gained on their way here",
      crossing_contraction: "What accounts lost on their way here"
    })
  },
  {
    name: "movement_causes_by_group",
    about: "One row per year, direction and group of accounts: by how much revenue rose or fell for each cause.",
    mart: "movement_causes",
    period: ["year", "cast(date_trunc('year', m.month) as date)", "First day of the year, its closed months only"],
    keys: {direction: ["r.class", "expansion or contraction", "VARCHAR"]},
    by: {cause: "r.cause"},
    sums: amounts({amount: "Change of monthly revenue for the cause"})
  },
  {
    name: "turnover_by_group",
    about:
      "One row per closed month and group of accounts: customers at the start, those up for renewal, those lost and why.",
    mart: "account_turnover",
    ...everyGroup,
    sums: {
      customers: ["r.accounts", "Customers at the month's start, those on pause too"],
      due: ["r.is_due", "Those of whom a term ended"],
      due_lost: ["r.is_due_lost", "Those of them who left"],
      lost: ["r.is_lost", "All who left"],
      voluntary: ["r.is_voluntary", "Left because they wanted to"],
      involuntary: ["r.is_involuntary", "Left because a payment failed"],
      ...amounts({won_amount: "Revenue won", lost_amount: "Revenue lost"})
    }
  },
  {
    name: "retention_by_group",
    about:
      "One row per closed month and group of accounts that paid a window (12 months) earlier, and what became of them.",
    mart: "retention_accounts",
    ...everyGroup,
    sums: {
      ...amounts({
        start_amount: "What they paid a month a window ago",
        end_amount: "What they pay now, at the rates of then",
        kept_amount: "The lesser of the two, account by account"
      }),
      lost: ["r.is_lost", "Accounts that are gone"]
    }
  },
  {
    name: "renewals_by_group",
    about: "One row per closed month and group of accounts with a longer term that ended in the 12 months to it.",
    mart: "renewal_accounts",
    ...everyGroup,
    sums: {
      renewals: ["r.renewals", "Terms that ended"],
      ...amounts({
        term_amount: "What came up for renewal",
        renewed_amount: "What became of it",
        kept_amount: "The lesser of the two, each time"
      })
    }
  },
  {
    name: "cohorts_by_group",
    about: "One row per month of first revenue, age in months and group of accounts; closed months only.",
    mart: "cohort_accounts",
    period: ["cohort", "m.month", "First day of the month of first revenue"],
    plan: true,
    where: "r.is_closed = 1",
    keys: {age: ["r.age", "Months since the first", "BIGINT"]},
    sums: {
      active: ["r.is_active", "Accounts that pay at that age"],
      never_left: ["r.is_unbroken", "Accounts that have never stopped"],
      start_amount: ["r.start_amount", "Monthly revenue at first; money in minor units", "DOUBLE"],
      end_amount: ["r.end_amount", "Monthly revenue at that age; money in minor units", "DOUBLE"],
      kept_amount: ["r.kept_amount", "The lesser of the two, account by account; money in minor units", "DOUBLE"]
    }
  }
];
