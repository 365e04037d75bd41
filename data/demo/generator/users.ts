import type {Account} from "./accounts.js";
import type {Customer} from "./customer.js";
import {inForce} from "./money.js";

export interface User {
  id: string;
  account: Account;
}

/** userId(customer, 3) // "u1042-3" */
export function userId({account}: Customer, person: number): string {
  return `u${account.id.slice(3)}-${person}`;
}

/** One user a seat, of every customer holding a plan at an instant. */
export function usersAt(customers: readonly Customer[], at: number): User[] {
  return customers.flatMap((customer) => {
    const span = customer.subscription.spans.find((one) => one.tier !== null && inForce(one, at));
    if (!span || span.status === "trial" || span.status === "paused" || customer.secondary) return [];
    return Array.from({length: span.seats!}, (_, i) => ({id: userId(customer, i + 1), account: customer.account}));
  });
}

export function accountsAt(customers: readonly Customer[], at: number): Account[] {
  return customers
    .filter(({subscription, secondary}) => {
      return !secondary && subscription.spans.some((span) => inForce(span, at) && span.status === "active");
    })
    .map(({account}) => account);
}
