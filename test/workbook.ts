import {zip} from "./zip.js";

/** A cell of a workbook: text, a number, true or false, a serial in the format of days or times, or nothing. */
export type WorkbookCell = string | number | boolean | null | {serial: number; time?: boolean};

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replaceAll("\r", "&#13;");

/** An .xlsx workbook; rows by number, so that empty ones can be left out. */
export function workbook(sheets: Record<string, Map<number, WorkbookCell[]>>): Buffer {
  const names = Object.keys(sheets);
  const shared: string[] = [];
  const cell = (value: WorkbookCell, row: number, column: number): string => {
    const at = `${letters(column)}${row}`;
    if (value === null) return "";
    if (typeof value === "string") return `<c r="${at}" t="s"><v>${shared.push(value) - 1}</v></c>`;
    if (typeof value === "boolean") return `<c r="${at}" t="b"><v>${Number(value)}</v></c>`;
    if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
    return `<c r="${at}" s="${value.time ? 2 : 1}"><v>${value.serial}</v></c>`;
  };
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pages = Object.values(sheets).map((rows) =>
    [...rows]
      .map(([number, cells]) => `<row r="${number}">${cells.map((c, i) => cell(c, number, i)).join("")}</row>`)
      .join("")
  );
  const types = "http://schemas.openxmlformats.org/package/2006";
  return zip([
    {
      name: "[Content_Types].xml",
      content: `<Types xmlns="${types}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`
    },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships xmlns="${types}/relationships">${names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}<Relationship Id="s" Type="${office}/styles" Target="styles.xml"/><Relationship Id="t" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet xmlns="${main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`
    },
    ...pages.map((rows, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`
    })),
    {
      name: "xl/sharedStrings.xml",
      content: `<sst xmlns="${main}">${shared.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join("")}</sst>`
    }
  ]);
}

function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}
