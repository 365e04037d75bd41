import {maxLine} from "./copies.js";

/** How the fields of a text are told apart. */
export interface Layout {
  delimiter: string;
  quote: string;
}

/** A record and the line it begins on; `problem` where it is none. */
export interface Line {
  line: number;
  fields: string[];
  problem: string | null;
}

/**
 * The character that separates the fields of a first line, quoted parts aside; a comma when there is none.
 *
 * detectDelimiter('id;"a,b";c') // ";"
 */
export function detectDelimiter(text: string, quote = '"'): string {
  const quoted = new RegExp(`${quote}[^${quote}]*${quote}`, "g");
  const first = new RegExp(`^(?:${quote}[^${quote}]*${quote}|[^${quote}\\r\\n])*`);
  const line = (first.exec(text)?.[0] ?? text).replace(quoted, "");
  const counts = [",", ";", "\t", "|"].map((character) => [character, line.split(character).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** How a text is laid out: Excel's first line sep=; and, where every header is in single quotes, these. */
export function detectLayout(head: string): Layout & {announced: boolean} {
  const text = head.replace(/^\s*?(?=\S)/, "");
  const announced = /^"?sep=(.)"?(?:\r\n|\r|\n)/i.exec(text);
  const start = announced ? text.slice(announced[0].length) : text;
  const quote = /^'[^'\r\n]*'(?:([,;\t|])'[^'\r\n]*'(?:\1'[^'\r\n]*')*)?(?:[\r\n]|$)/.test(start) ? "'" : '"';
  return {delimiter: announced?.[1] ?? detectDelimiter(start, quote), quote, announced: announced !== null};
}

/**
 * The records of a text, blank lines left out, with lines that end in LF, CR LF or CR. A quote that is never closed makes a problem
 * of its own line alone.
 */
export async function* readRecords(text: AsyncIterable<string>, layout: Layout): AsyncGenerator<Line> {
  const state = {buffer: "", line: 1};
  for await (const chunk of text) {
    state.buffer += chunk;
    yield* takeRecords(state, layout, false);
  }
  yield* takeRecords(state, layout, true);
}

function* takeRecords(state: {buffer: string; line: number}, layout: Layout, ended: boolean): Generator<Line> {
  const {buffer} = state;
  let at = 0;
  while (at < buffer.length) {
    const record = takeRecord(buffer, at, layout, ended);
    if (record === null && !ended && buffer.length - at <= 4 * maxLine) break;
    if (record === null) {
      const end = endOfLine(buffer, at);
      const tooLong = end - at > maxLine || end === buffer.length;
      yield {
        line: state.line,
        fields: [],
        problem: ended || !tooLong ? "its quote is never closed" : "is longer than 16 MB"
      };
      at = end;
      state.line++;
    } else {
      if (record.fields.length > 1 || record.fields[0]!.trim() !== "")
        yield {line: state.line, fields: record.fields, problem: null};
      state.line += record.lines;
      at = record.end;
    }
  }
  state.buffer = buffer.slice(at);
}

function endOfLine(text: string, from: number): number {
  const found = /\r\n|\r|\n/g;
  found.lastIndex = from;
  const end = found.exec(text);
  return end ? end.index + end[0].length : text.length;
}

/** One record from `from`, or null where the text ends before it does. */
function takeRecord(
  text: string,
  from: number,
  {delimiter, quote}: Layout,
  ended: boolean
): {fields: string[]; end: number; lines: number} | null {
  const [comma, mark] = [delimiter.charCodeAt(0), quote.charCodeAt(0)];
  const fields: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    let field = "";
    if (text.charCodeAt(at) === mark) {
      for (let open = at + 1; ;) {
        const close = text.indexOf(quote, open);
        if (close < 0 || (close + 1 === text.length && !ended)) return null;
        field += text.slice(open, close);
        at = close + 1;
        if (text.charCodeAt(at) !== mark) break;
        field += quote;
        open = at + 1;
      }
      lines += breaksIn(field);
    }
    const start = at;
    let code = text.charCodeAt(at);
    while (at < text.length && code !== comma && code !== 10 && code !== 13) code = text.charCodeAt(++at);
    // A last CR may be half a line end.
    if (at === text.length ? !ended : code === 13 && at + 1 === text.length && !ended) return null;
    fields.push(field + text.slice(start, at));
    if (at === text.length) return {fields, end: at, lines};
    if (code !== comma) return {fields, end: at + (code === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1), lines};
    at++;
  }
}

function breaksIn(field: string): number {
  return field.includes("\n") || field.includes("\r") ? (field.match(/\r\n|\r|\n/g)?.length ?? 0) : 0;
}
