import type {Unit} from "../definitions.js";

export interface Bounds {
  lower: number | null;
  upper: number | null;
}

export interface Difference extends Bounds {
  value: number;
  se: number | null;
  p: number | null;
}

export interface OfferOutcome {
  id: string;
  name: string;
  unit: Unit;
  windowHours: number | null;
  nControl: number;
  nOffered: number;
  valueControl: number | null;
  valueOffered: number | null;
  uptakeControl: number | null;
  uptakeOffered: number | null;
  itt: Difference | null;
  uptake: Difference | null;
  late: Difference | null;
  strength: number | null;
  naive: number | null;
  reason: string | null;
}

/** A randomised offer that could be refused. */
export interface Offer {
  id: string;
  slug: string;
  name: string;
  unit: "user" | "account";
  alpha: number;
  /** True where the split is not as planned: nothing follows from it then. */
  broken: boolean;
  variantName: string;
  controlName: string;
  uptake: string;
  outcomes: OfferOutcome[];
}

export interface LeavingRate extends Bounds {
  accounts: number;
  months: number;
  left: number;
  rate: number | null;
}

export interface RatePair extends Bounds {
  id: "ever" | "time" | "leave";
  upgraded: LeavingRate;
  others: LeavingRate;
  ratio: number | null;
  reason: string | null;
}

export interface TrialSide {
  trials: number;
  units: number;
  exposure: number;
  events: number;
  rate: number;
}

export interface PooledTrial {
  horizon: number;
  treated: TrialSide | null;
  controls: TrialSide | null;
  difference: Difference | null;
  plain: Difference | null;
  ess: number | null;
  largest: number | null;
  balance: {name: string; before: number | null; after: number | null}[];
  reason: string | null;
}

export interface UseEvent extends Bounds {
  event: number;
  att: number;
  se: number | null;
  treated: number;
  simultaneous: [number, number] | null;
}

export interface UseAverage extends Bounds {
  att: number;
  se: number | null;
  treated: number;
}

export interface UseStudy {
  events: UseEvent[];
  critical: number | null;
  /** Whether the months before the upgrade differ, tested together. */
  before: {p: number; events: number[]} | null;
  simple: UseAverage;
  groups: number;
  variants: ({
    control: "never" | "not-yet";
    base: "varying" | "universal";
    anticipation: number;
  } & Partial<UseAverage>)[];
}

export interface EffectResult {
  offers: Offer[];
  sample: {upgraded: {all: number; read: number}; others: {all: number; read: number}};
  leftOutside: number;
  months: {first: string | null; last: string | null};
  /** Why nothing can be said of upgrades; null where it can. */
  reason: string | null;
  rates: RatePair[];
  hazard:
    | (Bounds & {
        ratio: number | null;
        p: number | null;
        months: number;
        left: number;
        monthsUpgraded: number;
        leftUpgraded: number;
        reason: string | null;
      })
    | null;
  trials: PooledTrial[];
  groups: {dimension: string; name: string; difference: Difference; accounts: number; others: number}[];
  use: UseStudy | null;
}
