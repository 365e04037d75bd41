import {expect, it} from "vitest";
import {roundResult} from "../../loaders/roundResult.js";

const written = (value: unknown) => JSON.stringify(value, roundResult);

it("writes the same for sums that differ in their last digits", () => {
  expect(written({a: [0.1 + 0.2, 0.3], b: 0.1 + 0.7 + 0.2, c: 0.7 + 0.2 + 0.1})).toBe('{"a":[0.3,0.3],"b":1,"c":1}');
  expect(written([-7.9e-16, 0, 9.9e-13, -2e-12])).toBe("[0,0,0,-2e-12]");
});

it("keeps whole numbers, texts and what is missing", () => {
  expect(written([123456789012345, -9007199254740991, "0.30000000000000004", null, true, NaN])).toBe(
    '[123456789012345,-9007199254740991,"0.30000000000000004",null,true,null]'
  );
  expect(written([1234567.8901234567, -1 / 3])).toBe("[1234567.89012,-0.333333333333]");
});
