import {readFileSync} from "node:fs";
import {join} from "node:path";
import {csvParse} from "d3";
import {listFiles} from "../../loaders/site/readDist.js";

/** Columns of the demo's exports that name a person or a customer, or are what one wrote. */
export const personal = [
  ["crm/companies.csv", "Company name"],
  ["crm/companies.csv", "Company domain"],
  ["crm/companies.csv", "Billing account"],
  ["crm/companies.csv", "Primary contact"],
  ["crm/companies.csv", "Contact email"],
  ["delighted/nps.csv", "person_email"],
  ["delighted/nps.csv", "user"],
  ["delighted/nps.csv", "comment"],
  ["zendesk/tickets.csv", "Requester"],
  ["recurly/subscription_history.csv", "subscription_uuid"]
] as const;

/** The different values of a column of an export of the demo. */
export function column(file: string, header: string): string[] {
  const values = csvParse(readFileSync(join("data/demo", file), "utf8")).map((row) => row[header] ?? "");
  return [...new Set(values)].filter((value) => value.length > 3);
}

/** The text of all files of a site but those of packages. */
export function publishedText(folder: string): string {
  const own = listFiles(folder).filter((path) => !/^(_node|_observablehq|fonts)\//.test(path));
  return own.map((path) => readFileSync(join(folder, path), "utf8")).join("\n");
}

/** What of `personal` is in a text, and every e-mail address. findLeaks("x@y.com") // ["x@y.com"] */
export function findLeaks(text: string): string[] {
  const named = personal.flatMap(([file, header]) => column(file, header).filter((value) => text.includes(value)));
  return [...named, ...(text.match(/[\w.+-]+@[\w-]+\.(com|org|net|io|example)\b/g) ?? [])];
}
