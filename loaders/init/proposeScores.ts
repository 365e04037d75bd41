import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {fitSource} from "../sources/fitSource.js";
import {sources} from "../sources/index.js";
import {readRows} from "../staging/files.js";
import type {ExportGroup} from "./findExports.js";
import {type Proposal, plain} from "./proposal.js";

/** What the answers under a header look like: how many there are, and of those that begin with a number the least and the most. */
interface Answers {
  header: string;
  question: string | null;
  answered: number;
  numbers: number;
  least: number | null;
  most: number | null;
  texts: number;
}

/** What survey tools write beside the answers, or who answered. */
const meta =
  /^(v\d+|start ?date.*|end ?date.*|stage date.*|submit date.*|recorded ?date|status|ip ?address|progress|duration.*|finished|response ?(id|type|set)|recipient.*|external.*|location.*|distribution.*|user ?language|respondent id|collector id|e-?mail.*|(first|last)? ?name|custom data.*|network id|tags|ending|#|(account|company|customer|user)([ _]?(id|name))?|score|.* - topics)$/i;

const kinds: {scale: string; words: RegExp; least: number; most: number}[] = [
  {scale: "nps", words: /recommend|\bnps\b|empfehl|recommand/i, least: 0, most: 10},
  {scale: "csat", words: /satisf|\bcsat\b|zufrieden/i, least: 1, most: 5},
  {scale: "ces", words: /\beas(y|ier|e)\b|effort|\bces\b|einfach/i, least: 1, most: 7},
  {scale: "value", words: /\bvalue\b|worth/i, least: 1, most: 7}
];

/**
 * Completes a survey whose questions have names of their own: which column is the score, and on what scale, by the words of the question
 * and all its answers. A scale that no word tells of is proposed as a comment; with no score the longest texts are read.
 */
export async function proposeScores(engine: Engine, proposal: Proposal, group: ExportGroup): Promise<Proposal[]> {
  const source = sources.get(proposal.source!)!;
  const asked = fitSource(source, group.headers).columns.get("scale");
  if (asked !== undefined) return [proposal];
  const answers = await lookAt(
    engine,
    group,
    source.where === undefined ? null : fitSource(source, group.headers).where
  );
  const told: Proposal[] = [];
  const guessed: Proposal[] = [];
  for (const answer of answers) {
    if (answer.numbers === 0 || answer.numbers < answer.answered * 0.95) continue;
    const fits = kinds.filter(({least, most}) => answer.least! >= least && answer.most! <= most);
    const named = fits.find(({words}) => words.test(`${answer.header} ${answer.question ?? ""}`));
    if (named) told.push(scored(proposal, answer, named.scale, null));
    else if (fits.length > 0)
      guessed.push(
        scored(proposal, answer, answer.most! > 7 || answer.least === 0 ? "nps" : answer.most! > 5 ? "ces" : "csat", "")
      );
  }
  if (told.length > 0) return [...told, ...guessed.slice(0, 5)];
  const [text] = answers.filter(({texts}) => texts > 0).sort((a, b) => b.texts - a.texts);
  const only = text ?? answers[0];
  const columns = {scale: "'text'", ...(only ? {question: literal(only.header), text: only.header} : {})};
  return [{...proposal, columns: {...proposal.columns, ...columns}}, ...guessed.slice(0, 5)];
}

function scored(proposal: Proposal, answer: Answers, scale: string, off: string | null): Proposal {
  const name = identifier(answer.header);
  const range = `${answer.numbers} answers from ${answer.least} to ${answer.most}`;
  const columns = {
    scale: literal(scale),
    question: literal(answer.question ?? answer.header),
    score: `nullif(regexp_extract(${name}, '^\\s*(\\d+)', 1), '')`
  };
  const why = `${answer.header} has ${range}: which scale is it? nps is 0 to 10, csat 1 to 5, ces and value 1 to 7`;
  return {
    ...proposal,
    columns: {...proposal.columns, ...columns},
    confirm: off === null ? [`${answer.header} is read as ${scale}: ${range}`] : [],
    off: off === null ? null : why
  };
}

async function lookAt(engine: Engine, group: ExportGroup, where: string | null): Promise<Answers[]> {
  const headers = group.headers.filter((header) => plain(header) !== "" && !meta.test(header.trim())).slice(0, 60);
  if (headers.length === 0) return [];
  const rows = `(${readRows(group.members, {ordered: false})})`;
  const kept = where === null ? "true" : `coalesce((${where}), false)`;
  const parts = headers.flatMap((header, i) => {
    const text = identifier(header);
    const number = `try_cast(nullif(regexp_extract(${text}, '^\\s*(\\d{1,2})(\\s*$|\\s*[-–:(].*)', 1), '') as integer)`;
    return [
      `count(${text}) filter (where k) as a${i}`,
      `count(${number}) filter (where k) as n${i}`,
      `min(${number}) filter (where k) as l${i}`,
      `max(${number}) filter (where k) as m${i}`,
      `coalesce(sum(length(${text})) filter (where k and ${number} is null and regexp_matches(${text}, '[[:alpha:]]{3}.* ')), 0) as t${i}`,
      // A second row of headers has the question.
      `min(${text}) filter (where not k and _record = 1 and length(${text}) > 10) as q${i}`
    ];
  });
  const [row] = await engine.rows<Record<string, number | string | null>>(
    `select ${parts.join(", ")} from (select *, ${kept} as k from (select * replace (row_number() over () as _record) from ${rows}))`
  );
  return headers.map((header, i) => ({
    header,
    question: row![`q${i}`] as string | null,
    answered: row![`a${i}`] as number,
    numbers: row![`n${i}`] as number,
    least: row![`l${i}`] as number | null,
    most: row![`m${i}`] as number | null,
    texts: row![`t${i}`] as number
  }));
}
