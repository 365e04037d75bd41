/** The looks of a report's copy: the site's colours, light and dark, and paper. */
export const reportStyle = `
:root {--paper: #fbfaf7; --ink: #1c2126; --quiet: #5d676f; --line: #e4e1d8; --accent: #0f766e; --card: #fff}
@media (prefers-color-scheme: dark) {:root {--paper: #13171b; --ink: #eceae4; --quiet: #98a2ab; --line: #2b333b; --accent: #4fb8ac; --card: #1a2026}}
* {box-sizing: border-box}
body {margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif}
main {max-width: 1080px; margin: 0 auto; padding: 2rem 1rem 4rem}
h1, h2, h3, h4 {font-family: Georgia, "Times New Roman", serif; line-height: 1.2; text-wrap: balance}
h1 {margin: 0; font-size: 2.2rem; overflow-wrap: anywhere}
h2 {margin: 2.5rem 0 .75rem; font-size: 1.35rem}
a {color: var(--accent)}
.quiet {color: var(--quiet); font-size: .875rem}
section p, section li, dd {max-width: 72ch}
.pictures {display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 1rem}
figure {margin: 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px}
figcaption {margin-bottom: .5rem; font-weight: 600}
svg {display: block; max-width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--quiet)}
.line {fill: none; stroke: var(--accent); stroke-width: 2}
.band {fill: var(--accent); opacity: .15}
.dot, .last {fill: var(--accent)}
.last {font-weight: 600}
.scroll {overflow-x: auto}
table {border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums}
th, td {padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top}
thead th {color: var(--quiet); font-weight: 600; white-space: nowrap}
tbody th {font-weight: 500}
dt {margin-top: .75rem; font-weight: 600}
dd {margin: 0}
@media print {body {background: none} section {break-inside: auto} figure, tr, dt {break-inside: avoid} .scroll {overflow: visible}}
`;
