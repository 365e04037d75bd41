import {describe, expect, it} from "vitest";
import {peerClaims} from "../../loaders/results/messageClaims.js";
import {messageRegister} from "./messageRows.js";

describe("the register of messages", () => {
  it.each([
    ["stages: {}", /messages\.yaml:1: invalid templates/],
    ["templates:\n  a: {copy: Hi., copi: 1}", /messages\.yaml:2: unknown key: templates\.a\.copi; did you mean copy/],
    ["templates:\n  a: {copy: ''}", /messages\.yaml:2: invalid templates\.a\.copy: "" is empty/],
    ["templates:\n  a:\n    copy: Hi.\n    tags: [Peer claim]", /messages\.yaml:4: .*is not a plain name/],
    [
      "stages: {trial: {}}\ntemplates:\n  a:\n    copy: Hi.\n    stage: trail",
      /messages\.yaml:5: stage of a is not listed: trail; the stages are trial/
    ],
    ["stages:\n  s: {trigger: {on: noon}}\ntemplates: {}", /messages\.yaml:2: invalid stages\.s\.trigger\.on/],
    ["stages:\n  s: {trigger: {on: limit}}\ntemplates: {}", /messages\.yaml:2: invalid stages\.s\.trigger\.at/],
    [
      "templates:\n  a:\n    copy: Hi.\n    claim:\n      text: Hi\n      as_of: 30.4.2026",
      /messages\.yaml:6: .*is not a date like 2026-10-31/
    ],
    [
      "templates:\n  a:\n    copy: Hi.\n    claim:\n      text: Hi\n      measure: nr",
      /messages\.yaml:6: unknown measure: nr; did you mean nrr\?/
    ],
    [
      "templates:\n  a:\n    copy: Hi.\n    claim:\n      text: Hi\n      as_of: 2026-04-30\n      expires: 2026-04-30",
      /messages\.yaml:7: claim of a expires before it is made: 2026-04-30; give it a later day/
    ]
  ])("%j is refused with its line", (text, message) => {
    expect(() => messageRegister(text)).toThrow(message);
  });
});

describe("peerClaims", () => {
  const today = {asOf: "2026-10-31", windowMonths: 12, latest: () => ({period: "2026-10"})};
  const problems = (claim: string, copy = "Most teams stay.") => {
    const text = `templates:\n  a: {copy: ${copy}, tags: [peer_claim]${claim && `, claim: {${claim}}`}}`;
    return peerClaims(messageRegister(text), today).map(({warnings}) => warnings.map(({problem}) => problem));
  };
  const sound = "text: most teams stay, source: Survey, as_of: 2026-04-30, n: 10";

  it.each([
    [sound, []],
    [`${sound}, expires: 2026-10-31`, []],
    [`${sound}, expires: 2026-10-30`, ["expired on 2026-10-30"]],
    ["text: most teams stay", ["has no source", "has no date", "does not say of how many customers"]],
    [sound.replace("n: 10", "n: 9"), ["rests on 9 customers"]],
    [sound.replace("stay", "go"), ["is not what the copy says"]],
    // Retention of October 2026 is measured from October 2025 on.
    [sound.replace("2026-04-30", "2025-10-01, measure: nrr"), []],
    [
      sound.replace("2026-04-30", "2025-09-30, measure: nrr"),
      ["is older than its measure: Net revenue retention is now of 2025-10 to 2026-10"]
    ],
    ["", ["is tagged as a claim but names none"]]
  ])("%s", (claim, expected) => {
    expect(problems(claim)).toEqual([expected]);
  });

  it("are those of templates that have one or say they do", () => {
    expect(peerClaims(messageRegister("templates: {a: {copy: Hi.}}"), today)).toEqual([]);
    expect(peerClaims(null, today)).toEqual([]);
  });
});
