import {printTable} from "../commands/table.js";
import {sources} from "../sources/index.js";
import type {FoundCurrency} from "./findCurrency.js";
import {type PageNeed, pageNeeds, usualExports} from "./pageNeeds.js";
import type {Tried} from "./proposal.js";

/** What init tells who called it. */
export interface InitReport {
  target: string;
  tried: Tried[];
  /** Tables that hold rows. */
  filled: ReadonlySet<string>;
  currency: FoundCurrency;
  /** Whether amounts are in several currencies and no export has their rates. */
  needsRates: boolean;
  ladder: {file: string; plans: {plan_id: string; tier_rank: number | null}[]} | null;
  unplaced: string[];
  folder: string;
}

/** Prints what each file feeds, which pages have something to show, what is missing for the rest, and what to do next. */
export function printInit(report: InitReport): void {
  const {target, tried, filled, ladder, unplaced, currency, needsRates, folder} = report;
  const live = tried.filter(({off}) => off === null);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const count = (n: number) => n.toLocaleString("en-US");
  printTable(
    ["file", "feeds", "as", "rows", "read", "rejected"],
    [
      ...live.map(({files, table, source, rows}) => [
        files,
        table,
        source ?? "by its headers",
        ...[rows!.rows_in, rows!.kept, rows!.rejected].map(count)
      ]),
      ...(ladder === null
        ? []
        : [[ladder.file, "plans", "written now", count(ladder.plans.length), count(ladder.plans.length), "0"]])
    ]
  );
  const rejecting = live.filter(({rows}) => rows!.rejected > 0);
  if (rejecting.length > 0) say("\nRejected, mostly because:");
  for (const {files, table, reason} of rejecting) say(`  ${files} for ${table}: ${reason ?? ""}`);
  say("\nPages:");
  for (const page of pageNeeds) say(`  ${page.title.padEnd(18)}${pageState(page, filled)}`);
  const absent = (tables: string[]) => [...new Set(tables)].filter((table) => !filled.has(table));
  const needed = absent(pageNeeds.filter((page) => !isReady(page, filled)).flatMap(({needs}) => needs.flat()));
  const useful = absent(pageNeeds.filter((page) => isReady(page, filled)).flatMap(({better}) => better));
  const list = (title: string, tables: string[]) => {
    if (tables.length > 0) say(`\n${title}`);
    for (const table of tables) say(`  ${table.padEnd(22)}${exportsFor(table)}`);
  };
  if (needsRates)
    list("Amounts are in several currencies, and nothing can be added up without their rates:", ["fx_rates"]);
  list("For the other pages, add:", needed);
  list(
    "For more on the pages that have what they need:",
    useful.filter((table) => !needed.includes(table))
  );
  const confirm = [...new Set(live.flatMap(({files, confirm}) => confirm.map((what) => `${files}: ${what}`)))];
  say("\nConfirm, in the file:");
  say(`  currency ${currency.currency}: ${currency.evidence}`);
  say("  time_zone UTC: months end by it, and times that name no zone are read in it");
  if (ladder !== null)
    say(
      `  order of plans, from ${ladder.plans
        .filter((p) => p.tier_rank !== null)
        .map((p) => p.plan_id)
        .slice(0, 8)
        .join(" < ")}: correct tier_rank in ${ladder.file}`
    );
  for (const what of confirm) say(`  ${what}`);
  const resting = tried.filter(({off}) => off !== null);
  if (resting.length > 0) say("\nProposed behind a #, not in force:");
  for (const {files, source, table, off} of resting) say(`  ${files} as ${source ?? table}: ${off!}`);
  if (unplaced.length > 0) say("\nNot placed; map by hand as docs/data.md shows, or leave:");
  for (const what of unplaced) say(`  ${what}`);
  say(`\nWritten: ${target}`);
  say(
    live.length > 0
      ? `Next: read it, then npm run check -- --data ${folder}`
      : "Next: no export is in force yet; take the # from a proposal in it and complete it"
  );
}

function isReady({needs}: PageNeed, filled: ReadonlySet<string>): boolean {
  return needs.every((some) => some.some((table) => filled.has(table)));
}

/** What a page has to show with these tables filled. */
export function pageState({needs, better}: PageNeed, filled: ReadonlySet<string>): string {
  const lacking = needs.filter((some) => !some.some((table) => filled.has(table)));
  if (lacking.length > 0) return `needs ${lacking.map((some) => some.join(" or ")).join(" and ")}`;
  const more = better.filter((table) => !filled.has(table));
  return more.length > 0 ? `has what it needs; more with ${more.join(", ")}` : "has what it needs";
}

/** The exports that fill a table: known vendors' first. */
export function exportsFor(table: string): string {
  const vendors = [...sources.values()].filter((source) => source.table === table).map(({id}) => id);
  const usual = usualExports[table];
  const named = vendors.length > 0 ? `${vendors.slice(0, 6).join(", ")}${vendors.length > 6 ? " …" : ""}` : "";
  return [usual, named].filter((part) => part !== undefined && part !== "").join("; or ");
}
