// @vitest-environment happy-dom
import {readFileSync, readdirSync} from "node:fs";
import {beforeEach, describe, expect, it} from "vitest";
import {addressWith, followAddress, readAddress, writeAddress} from "../../src/components/address.js";

beforeEach(() => history.replaceState(null, "", "/retention.html"));

describe("the address", () => {
  it("addressWith(parameters, href) sets, replaces and takes away, and leaves others and the part after # alone", () => {
    expect(addressWith({plan: "Team & more", by: null}, "http://x.example/a.html?by=1&sql=2#top")).toBe(
      "http://x.example/a.html?sql=2&plan=Team+%26+more#top"
    );
  });

  it("readAddress(name, offered, standard) takes nothing that is not offered", () => {
    history.replaceState(null, "", "?plan=Team&plan=Starter&region=<b>");
    expect(readAddress("plan", ["Team", "Starter"], null)).toBe("Team");
    expect(readAddress("region", ["Europe"], null)).toBeNull();
    expect(readAddress("size", ["small"], "small")).toBe("small");
  });

  it("writeAddress(parameters) adds one step, and none where nothing changes however it is written", () => {
    const before = history.length;
    writeAddress({plan: "no plan"});
    expect([location.search, history.length]).toEqual(["?plan=no+plan", before + 1]);
    history.replaceState(null, "", "?plan=no%20plan");
    writeAddress({plan: "no plan", region: null});
    expect(history.length).toBe(before + 1);
  });

  it("followAddress(control, held, read) tells only of what changed", () => {
    const control = document.createElement("form");
    let value = "";
    let told = 0;
    control.addEventListener("input", () => told++);
    followAddress(
      control,
      () => value,
      () => (value = readAddress("plan", ["Team"], ""))
    );
    dispatchEvent(new PopStateEvent("popstate"));
    expect(told).toBe(0);
    history.replaceState(null, "", "?plan=Team");
    dispatchEvent(new PopStateEvent("popstate"));
    expect([value, told]).toEqual(["Team", 1]);
  });
});

describe("every control", () => {
  const folder = "src/components";
  const files = readdirSync(folder).map((name) => ({name, text: readFileSync(`${folder}/${name}`, "utf8")}));

  it("reaches the address by address.ts alone", () => {
    expect(files.filter(({text}) => /\b(push|replace)State\b|"popstate"/.test(text)).map(({name}) => name)).toEqual([
      "address.ts"
    ]);
  });

  // What is searched for leads to another page, and is no state of this one.
  it("stands in it; the picture of an answer is told to the editor, which writes it", () => {
    const asking = files.filter(({text}) => /<(select|input|textarea)\b/.test(text.replace(/^\s*\/?\*.*$/gm, "")));
    expect(asking.length).toBeGreaterThan(3);
    expect(asking.filter(({text}) => !text.includes('"./address.js"')).map(({name}) => name)).toEqual([
      "exploreResult.ts",
      "siteSearch.ts"
    ]);
  });
});
