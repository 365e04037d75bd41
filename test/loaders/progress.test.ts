import {expect, it} from "vitest";
import {bar, progress} from "../../loaders/progress.js";

const stream = (isTTY: boolean, columns?: number) => {
  const written: string[] = [];
  return {written, isTTY, columns, write: (text: string) => written.push(text)};
};

it("progress(text) writes over one line of a terminal, cut to its width, and clears it", () => {
  const terminal = stream(true, 30);
  progress("reading a file with a long name.csv", terminal as never);
  progress(null, terminal as never);
  expect(terminal.written).toEqual(["\r\u001b[2Kreading a file with a long na", "\r\u001b[2K"]);
});

it("progress(text) is quiet where nobody watches", () => {
  const pipe = stream(false);
  progress("reading", pipe as never);
  expect(pipe.written).toEqual([]);
});

it("bar(done, all) fills as it goes", () => {
  expect([bar(0, 4, 4), bar(3, 4, 4), bar(4, 4, 4), bar(0, 0, 2)]).toEqual(["░░░░", "███░", "████", "██"]);
});
