import {readFileSync} from "node:fs";
import fc from "fast-check";
import type {Locator, Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {listFiles} from "../../loaders/site/readDist.js";
import {openSite, pages, settle} from "./openSite.js";

// A state costs seconds, so few are tried; what failed is named with the seed, and nothing is sought that is smaller.
const runs = {seed: 20261123, numRuns: 2, endOnFailure: true};
const open = openSite();
const controls = /\b(Filters|Choice|ExperimentControls|PlannerForm|ExploreView)\(/;
const fields = "main label [name]";

/** The page built from a source; of the tests' pages the first. */
function builtFrom(source: string): string {
  return source.includes("[") ? pages.find((path) => path.startsWith(`${source.split("/")[0]}/`))! : `${source}.html`;
}

// Explore's state is a question and its answer, which take DuckDB: explore.test.ts goes there and back.
const sources = listFiles("src")
  .filter((file) => file.endsWith(".md") && controls.test(readFileSync(`src/${file}`, "utf8")))
  .map((file) => file.replace(/\.md$/, ""))
  .filter((source) => source !== "explore");

/** Everything a reader sees: the controls, and the text of figures and around them. */
async function stateOf(page: Page): Promise<{held: Record<string, string>; text: string}> {
  return page.evaluate((selector) => {
    const nodes = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(selector)];
    const main = document.querySelector("main")!;
    const pictures = [...main.querySelectorAll("svg")].map((svg) => svg.getAttribute("aria-label"));
    return {
      held: Object.fromEntries(nodes.map((node) => [node.name, node.value])),
      text: [main.textContent, ...pictures].join("\n")
    };
  }, fields);
}

/** Gives one of the controls that are shown another value, as a reader does. */
async function change(page: Page, [which, what]: readonly [number, number]): Promise<void> {
  const shown: Locator[] = [];
  for (const field of await page.locator(fields).all()) if (await field.isVisible()) shown.push(field);
  const field = shown[which % shown.length]!;
  const values = await field.evaluate((node) =>
    node instanceof HTMLSelectElement ? [...node.options].map(({value}) => value) : null
  );
  if (values) await field.selectOption(values[what % values.length]!);
  else {
    await field.fill(String(1 + (what % 40) / 4));
    await field.press("Tab");
  }
  await settle(page);
}

it("there are pages with controls, and every one is built", () => {
  expect(sources).toEqual(expect.arrayContaining(["retention", "messages", "planner", "experiments/[id]"]));
  expect(sources.map(builtFrom).filter((path) => !pages.includes(path))).toEqual([]);
});

describe.each(sources)("the controls of %s", (source) => {
  const path = builtFrom(source);

  it("stand in the address each under a name of its own, and take what they do not know there as their default", async () => {
    const {page, complaints} = await open(path);
    const names = await page.locator(fields).evaluateAll((nodes) => nodes.map((node) => node.getAttribute("name")));
    expect(names.length).toBeGreaterThan(0);
    expect(names).toEqual([...new Set(names)]);
    const all = page.locator("main").locator("select, input, textarea");
    expect(await all.count()).toBe(await page.locator("main :is(select, input, textarea)[name]").count());

    const whole = await stateOf(page);
    await page.goto(`${page.url()}?${names.map((name) => `${name}=%3Cb%3Enonsense`).join("&")}`);
    await settle(page);
    expect(await stateOf(page)).toEqual(whole);
    expect(complaints).toEqual([]);
  });

  it("give the same page from their address in any state, and step by step the ones before on the way back", async () => {
    const steps = fc.array(fc.tuple(fc.nat(999), fc.nat(999)), {minLength: 2, maxLength: 3});
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const {page, complaints} = await open(path);
        const states = [await stateOf(page)];
        for (const step of chosen) {
          const before = page.url();
          await change(page, step);
          const state = await stateOf(page);
          const moved = JSON.stringify(state.held) !== JSON.stringify(states.at(-1)!.held);
          expect(page.url() !== before, page.url()).toBe(moved);
          if (moved) states.push(state);
        }
        const fresh = await page.context().newPage();
        await fresh.goto(page.url());
        await settle(fresh);
        expect(await stateOf(fresh)).toEqual(states.at(-1));
        await fresh.close();
        await page.bringToFront();
        for (const state of states.slice(0, -1).reverse()) {
          await page.goBack();
          await settle(page);
          expect(await stateOf(page), page.url()).toEqual(state);
        }
        expect(new URL(page.url()).search).toBe("");
        expect(complaints).toEqual([]);
      }),
      runs
    );
  });
});
