import {readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {buildSite} from "../../loaders/build.js";
import {audiences, readPages} from "../../loaders/site/audience.js";
import {filePattern} from "../../loaders/site/absentPages.js";
import {listFiles} from "../../loaders/site/readDist.js";
import {column, findLeaks, personal, publishedText} from "./leaks.js";

const sources = readPages("src");

/** Regular expressions for the results that a page of the source reads, by name; what stands for a parameter may be anything. */
function readResults(page: string): string[] {
  const text = readFileSync(`src${page}.md`, "utf8");
  const named = [...text.matchAll(/FileAttachment\(["'`][./]*data\/(.+?)\.\w+["'`]\)/g)].map((match) => match[1]!);
  return named.map((name) => `^${name.replace(/\$\{.*?\}/g, "[\\w-]+")}$`);
}

it("there is something to look for, and one who writes it would be caught", () => {
  for (const [file, header] of personal) expect(column(file, header).length).toBeGreaterThan(50);
  const [name, comment] = [column("crm/companies.csv", "Company name")[3]!, column("delighted/nps.csv", "comment")[5]!];
  expect(findLeaks(`{"account":"${name}","said":"${comment}","to":"ann@customer.com"}`)).toEqual(
    expect.arrayContaining([name, comment, "ann@customer.com"])
  );
});

describe.each(audiences)("the site of %s", (audience) => {
  const out = `dist.test-${audience}`;
  let files: string[] = [];
  const others = sources.filter((page) => !page.audience.includes(audience));
  const own = sources.filter((page) => page.audience.includes(audience));

  beforeAll(async () => {
    await buildSite({root: process.cwd(), audience, out});
    files = listFiles(out);
  }, 180_000);
  afterAll(() => rmSync(out, {recursive: true, force: true}));

  it("has its pages and none of others", () => {
    const built = files.filter((file) => file.endsWith(".html") && file !== "404.html");
    const isOf = (pages: typeof sources) => (file: string) =>
      pages.some(({path}) => new RegExp(filePattern(path)).test(file));
    expect(built.filter(isOf(own)).length).toBe(built.length);
    expect(built.filter(isOf(others))).toEqual([]);
    const fixed = own.filter(({path}) => !path.includes("["));
    expect(fixed.filter(({path}) => !files.includes(`${path.slice(1)}.html`))).toEqual([]);
  });

  it("ships the results that its pages read and no other", () => {
    const shipped = files.flatMap((file) => /^_file\/data\/([\w-]+)\.[\da-f]+\.\w+$/.exec(file)?.[1] ?? []);
    const isRead = (pages: typeof sources, name: string) =>
      pages.some(({path}) => readResults(path).some((pattern) => new RegExp(pattern).test(name)));
    expect(shipped.length).toBeGreaterThan(4);
    expect(shipped.filter((name) => !isRead(own, name))).toEqual([]);
  });

  it("names no customer, person or answer", () => {
    const text = publishedText(out);
    expect(text.length).toBeGreaterThan(10_000);
    expect(findLeaks(text)).toEqual([]);
  });

  it("shows in its bar the pages it has, and says which are not there", () => {
    const html = readFileSync(join(out, "upgrades.html"), "utf8");
    const bar = /<nav aria-label="Pages">[\s\S]*?<\/nav>/.exec(html)![0];
    const linked = [...bar.matchAll(/href="\.\/([\w-]+)\.html"/g)].map((match) => `/${match[1]}`);
    expect(linked.length).toBeGreaterThan(2);
    expect(linked.filter((path) => !own.some((page) => page.path === path))).toEqual([]);
    const facts = JSON.parse(/id="page-facts">([^<]*)</.exec(html)![1]!) as {absent: string[]};
    expect(facts.absent).toEqual(others.map(({path}) => filePattern(path)));
  });
});

it("every audience sees the first page, and where the numbers come from", () => {
  for (const path of ["/index", "/data"])
    expect(sources.find((page) => page.path === path)!.audience).toEqual([...audiences]);
});
