import type {Answer} from "./answers.js";
import type {Lifetime} from "./lifetime.js";

/** The values of a customer that need more than the sums of a month: of the whole company, as of its last closed month. */
export function lifetimeAnswers({
  realised,
  restricted,
  renewals,
  margin,
  fromPayments
}: Lifetime): Record<string, Answer> {
  const year = realised.find((r) => r.age === 12)!;
  const model = renewals.find((r) => r.value !== null) ?? renewals[0];
  const of = (margin === 1 ? "revenue" : `revenue × margin of ${margin}`) + ", ";
  return {
    ltv_realised: {
      ...year,
      method: `${fromPayments ? "payments less refunds" : "monthly revenue added up"}, ${of}first 12 months of an account; t interval over accounts`
    },
    ltv_restricted: {
      ...restricted,
      method: `${of}${restricted.reached} of ${restricted.horizon} months seen; interval by leaving out one in 50 accounts at a time`
    },
    ltv_sbg: {
      ...(model ?? {value: null, lower: null, upper: null, n: 0, reason: "no account’s first licence is seen"}),
      method: model
        ? `${of}sBG model of ${model.renewals} renewals on terms of ${model.termMonths} months; interval by leaving out one in 50 accounts at a time`
        : "sBG model of renewals"
    }
  };
}
