import type {MetricKind} from "../../src/results/experiment.js";
import type {ArmCopy, Stage, Template} from "../../src/results/messages.js";
import {lintCopy} from "../clarity/lintCopy.js";
import type {MessageRegister} from "../messageRegister.js";
import type {Warehouse} from "../warehouse.js";
import {ratioOver} from "./messageEstimates.js";
import {group, sumBy} from "./messageGroups.js";

/** What is read of the results of message tests. */
export interface Tested {
  slug: string;
  name: string;
  srm: {flag: boolean};
  arms: {id: string; name: string; copy: string | null}[];
  comparisons: {
    role: string;
    metricName: string;
    kind: MetricKind;
    control: string;
    variant: string;
    valueControl: number | null;
    valueVariant: number | null;
    nControl: number;
    nVariant: number;
  }[];
}

interface Counts {
  template: string;
  account: string;
  stage: string;
  sent: number;
  opened: number;
  clicked: number;
}

/** Every template of the register and of the messages sent: its copy's clarity beside what was opened and followed. */
export async function templateRows(w: Warehouse, stages: readonly Stage[]): Promise<Template[]> {
  const register = w.registers.messages;
  const minCell = w.config.privacy.min_cell;
  const rows = await w.engine.rows<Counts>(`select template_id as template, account_id as account, max(stage) as stage,
      count(*) as sent, sum(is_opened) as opened, sum(is_clicked) as clicked
    from sent_messages group by 1, 2 order by 1, 2`);
  const sent = group(rows, ({template}) => template);
  const place = (id: string | null) => {
    const at = stages.findIndex((stage) => stage.id === id);
    return at < 0 ? stages.length : at;
  };
  return [...new Set([...Object.keys(register?.templates ?? {}), ...sent.keys()])]
    .map((id): Template => {
      const plan = register?.templates[id];
      const own = sent.get(id) ?? [];
      const share = (y: (row: Counts) => number) =>
        ratioOver(
          own.map((row) => ({y: y(row), x: row.sent})),
          minCell
        );
      return {
        id,
        name: plan?.name ?? id,
        stage: plan?.stage ?? own[0]?.stage ?? null,
        tags: plan?.tags ?? [],
        copy: plan?.copy ?? null,
        lint: plan ? lintCopy(plan.copy, register?.jargon) : null,
        accounts: own.length,
        sent: own.length === 0 || own.length >= minCell ? sumBy(own, (row) => row.sent) : null,
        opened: share((row) => row.opened),
        clicked: share((row) => row.clicked)
      };
    })
    .sort((a, b) => place(a.stage) - place(b.stage));
}

/** The copy of every arm of a message test. Where the split is broken, values are no comparison and are left out. */
export function armCopies(tests: readonly Tested[], register: MessageRegister | null): ArmCopy[] {
  return tests.flatMap(({slug, name, srm, arms, comparisons}) =>
    arms.flatMap(({id, name: arm, copy}): ArmCopy[] => {
      if (copy === null) return [];
      const first = comparisons.find((one) => one.role === "primary");
      const own = comparisons.find((one) => {
        return (
          one.role === "primary" && one.metricName === first!.metricName && [one.control, one.variant].includes(id)
        );
      });
      const isControl = own?.control === id;
      const value = own && (isControl ? own.valueControl : own.valueVariant);
      const n = own && (isControl ? own.nControl : own.nVariant);
      return [
        {
          ...{experiment: name, slug, arm, copy},
          lint: lintCopy(copy, register?.jargon),
          metric: own?.metricName ?? null,
          kind: own?.kind ?? null,
          value: srm.flag ? null : (value ?? null),
          n: n ?? null
        }
      ];
    })
  );
}
