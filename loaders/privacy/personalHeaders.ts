import type {Config} from "../config.js";

/** Words of headers that hold what tells who a person is; of several words all must be there, one after another. */
const telling = [
  ["email"],
  ["e", "mail"],
  ["phone"],
  ["telephone"],
  ["mobile", "number"],
  ["fax"],
  ["ip"],
  ["ipaddress"],
  ["latitude"],
  ["longitude"],
  ["first", "name"],
  ["firstname"],
  ["last", "name"],
  ["lastname"],
  ["middle", "name"],
  ["full", "name"],
  ["fullname"],
  ["given", "name"],
  ["family", "name"],
  ["surname"],
  ["birthday"],
  ["birth", "date"],
  ["date", "of", "birth"],
  ["address"],
  ["street"],
  ["postcode"],
  ["zip", "code"],
  ["postal", "code"],
  ["ssn"],
  ["passport"],
  ["iban"]
];

/**
 * Whether a header is personal by its nature: an e-mail or postal address, a phone number, a person's name, where one is.
 *
 * isTelling("person_email") // true
 */
export function isTelling(header: string): boolean {
  const own = words(header);
  return telling.some((phrase) => own.some((_, i) => phrase.every((word, k) => own[i + k] === word)));
}

/** Whether `privacy.personal` lists a header, whatever its case, spaces and punctuation; of a path such as properties.email the end counts too. */
export function isDeclared({privacy}: Pick<Config, "privacy">, header: string): boolean {
  return privacy.personal.some((pattern) => matches(pattern, header));
}

/** matches("*email", "Contact E-mail") // true */
export function matches(pattern: string, header: string): boolean {
  const shape = new RegExp(`^${bare(pattern).replaceAll("*", ".*")}$`, "u");
  return [header, header.slice(header.lastIndexOf(".") + 1)].some((name) => shape.test(bare(name, false)));
}

function bare(text: string, isPattern = true): string {
  const plain = text.normalize("NFKC").toLowerCase();
  return isPattern ? plain.replace(/[^\p{L}\p{N}*]/gu, "") : plain.replace(/[^\p{L}\p{N}]/gu, "");
}

function words(header: string): string[] {
  const apart = header.normalize("NFKC").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  return apart.toLowerCase().match(/\p{L}+/gu) ?? [];
}
