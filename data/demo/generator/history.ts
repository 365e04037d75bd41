import type {World} from "./lifecycle.js";
import type {Customer} from "./customer.js";
import {addLongTerms} from "./longTerms.js";
import {planOpenEndings} from "./openEndings.js";
import {poolOf} from "./pool.js";
import {raiseListPrice} from "./priceRise.js";
import type {Random} from "./random.js";
import {planReversals} from "./reversals.js";
import {plantGaps, plantNewAccounts} from "./switches.js";

/**
 * What happened in billing beyond the customers' own decisions: a list price that rose, discounts for loyalty, upgrades
 * taken back, licences bought again after a few days, moves to new account codes, longer terms. Works on copies: the
 * product, support and the survey tool know nothing of it. What holds at the last month's end, and at that of the year
 * before, is worth what it was without it.
 */
export function rewriteHistory(random: Random, {customers: originals, accounts}: World) {
  const customers = originals.map(copy);
  const pool = poolOf(customers, accounts);
  const longTerms = addLongTerms(random.fork("terms"), customers, pool);
  const gaps = plantGaps(random.fork("gaps"), customers, pool);
  const {moves, truth: newCodes} = plantNewAccounts(random.fork("codes"), customers, pool, 3001);
  const {reversals, loyalty} = planReversals(random.fork("reversals"), pool);
  const leaving = planOpenEndings(random.fork("leaving"), pool);
  const priceRise = raiseListPrice(customers);
  return {
    customers,
    accounts: moves.map(({to}) => to),
    moves,
    truth: {longTerms, gaps, newCodes, reversals, loyalty, leaving, priceRise}
  };
}

function copy(customer: Customer): Customer {
  const {subscription} = customer;
  const items = subscription.items.map((item) => ({...item}));
  const spans = subscription.spans.map((span) => ({...span}));
  return {...customer, subscription: {...subscription, items, spans}};
}
