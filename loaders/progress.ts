/**
 * Says on a terminal what a long run is doing, in one line that is written over; nothing where the output goes elsewhere. `null` clears it.
 *
 * progress("reading usage.csv (3 of 12)")
 */
export function progress(text: string | null, stream: NodeJS.WriteStream = process.stderr): void {
  if (!stream.isTTY) return;
  const room = Math.max(20, (stream.columns ?? 80) - 1);
  stream.write(`\r\u001b[2K${text === null ? "" : text.slice(0, room)}`);
}

/** How far a run is, as a bar: bar(3, 12) // "███░░░░░░░░░" */
export function bar(done: number, all: number, width = 12): string {
  const full = all === 0 ? width : Math.round((done / all) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}
