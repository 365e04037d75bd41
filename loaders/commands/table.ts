/** Prints rows in columns as wide as their longest cell. */
export function printTable(header: string[], rows: string[][]): void {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd();
  process.stdout.write(
    [header, widths.map((width) => "-".repeat(width)), ...rows].map((row) => `${line(row)}\n`).join("")
  );
}
