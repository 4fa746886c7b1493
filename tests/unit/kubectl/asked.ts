import { createPlayer } from '../../../src/cli/conformance/player.ts';
import type { JsonObject, JsonValue } from '../../../src/kube/json.ts';

export interface Printed { readonly stdout: string; readonly stderr: string; readonly exit: number }
export interface AskedStep { readonly do: JsonObject; readonly saw?: Printed }
/** What a real cluster and kubectl v1.36 answered; steps without an answer only set the scene. */
export interface Asked { readonly name: string; readonly nodes: number; readonly steps: readonly AskedStep[] }

/** Without what is chosen at random, what depends on how long a step took, and the widths of columns that follow from them. */
export function normalized({ stdout, stderr, exit }: Printed): Printed {
  const normal = (text: string): string => text
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:Z| \+0000 UTC)/g, '<time>')
    .replace(/\b([a-z]+)-[0-9a-f]{8,10}(-[a-z0-9]{5})?\b/g, '$1-<hash>')
    .replace(/hash=\w+/g, 'hash=<hash>')
    .replace(/\b(?:\d+m(?:\d+s)?|\d+s)(?: \(x\d+ over \d+s\))?(?=[ \n])/g, '<age>')
    .replace(/ +/g, ' ')
    .replace(/W\d{4} \S+ +\d+ /, 'W ')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uid>')
    .replace(/<auto>|\b10\.96\.\d+\.\d+\b/g, '<ip>')
    .replace(/(uid"?: "?)(?:<ip>|<uid>)/g, '$1<uid>')
    .replace(/"resourceVersion": "(?:\d+|<ip>)"|resourceVersion: "(?:\d+|<ip>)"/g, '<version>')
    .replace(/was \d{2,}/, 'was N');
  return { stdout: normal(stdout), stderr: normal(stderr), exit };
}

function isPrinted(value: JsonValue | undefined): value is JsonObject & Printed {
  return typeof value === 'object' && value !== null && 'stdout' in value;
}

/** Plays the steps and gives what each printed. */
export function playAsked({ name, nodes, steps }: Asked): readonly (Printed | undefined)[] {
  const doneText = JSON.stringify(steps.map((step) => step.do));
  const player = createPlayer({ group: 'kubectl', file: name, name, cluster: { nodes, proxy: 'iptables', isDualStack: false }, steps: [], doneText });
  return steps.map((step) => {
    const [verb = ''] = Object.keys(step.do).filter((key) => key !== 'stdin');
    const printed = player.play({ verb, argument: step.do[verb] ?? '', step: step.do, saw: undefined });
    return isPrinted(printed) ? printed : undefined;
  });
}
