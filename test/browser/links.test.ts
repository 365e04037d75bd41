import {expect, it} from "vitest";
import {listFiles} from "../../loaders/site/readDist.js";
import {openSite, pages} from "./openSite.js";

const open = openSite();

it("every link leads to a page and a place that is there once the pages are drawn", async () => {
  const files = new Set(listFiles("dist"));
  const ids = new Map<string, Set<string>>();
  const links: {from: string; to: string}[] = [];
  for (const from of pages) {
    const {page} = await open(from);
    const origin = new URL(page.url()).origin;
    ids.set(from, new Set(await page.locator("[id]").evaluateAll((nodes) => nodes.map((node) => node.id))));
    const hrefs = await page
      .locator("a[href]")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLAnchorElement).href));
    const local = [...new Set(hrefs)].filter((href) => href.startsWith(`${origin}/`));
    links.push(...local.map((href) => ({from, to: href.slice(origin.length + 1)})));
  }
  const broken = links.filter(({to}) => {
    const [, path = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?#?(.*)$/.exec(to) ?? [];
    const file = decodeURIComponent(path).replace(/(^|\/)$/, "$1index.html");
    return !files.has(file) || (fragment !== "" && !ids.get(file)?.has(decodeURIComponent(fragment)));
  });
  expect(links.length).toBeGreaterThan(0);
  expect(broken.map(({from, to}) => `${from} → ${to}`)).toEqual([]);
}, 180_000);
