import { parseObjectId } from '../../protocol/ref.ts';
import type { CheckReport } from './checkManifests.ts';
import type { Problem } from './problem.ts';

/** A report as people and the problem matchers of editors read it: `file:line:column severity rule: message`, object by object. */
export function printReport(report: CheckReport, { isQuiet }: { readonly isQuiet: boolean }): string {
  const shown = report.problems.filter(({ severity }) => !isQuiet || severity !== 'info');
  const lines: string[] = [];
  for (const [heading, problems] of byObject(shown)) {
    if (!isQuiet) lines.push(heading);
    for (const problem of problems) lines.push(...printProblem(problem, isQuiet));
    if (!isQuiet) lines.push('');
  }
  return [...lines, ...(isQuiet ? [] : summary(report))].map((line) => `${line}\n`).join('');
}

/** Objects in the order in which their first problem stands. */
function byObject(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const heading = headingOf(problem);
    groups.set(heading, [...(groups.get(heading) ?? []), problem]);
  }
  return groups;
}

function headingOf({ file, object }: Problem): string {
  if (object === '') return file;
  const { kind, namespace, name } = parseObjectId(object);
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name} (${file})`;
}

function printProblem({ file, line, column, severity, rule, message, reason, fixes }: Problem, isQuiet: boolean): readonly string[] {
  const [fix] = fixes;
  return [
    `${file}:${line}:${column} ${severity} ${rule}: ${message.replace(/\s*\n\s*/g, ' ')}`,
    ...(isQuiet || reason === '' ? [] : [`    why: ${reason}`]),
    ...(isQuiet || fix === undefined ? [] : [`    fix: ${fix.summary}`]),
  ];
}

function summary({ files, objects, counts, storedOnly, isSettled, simulatedMs }: CheckReport): readonly string[] {
  const plural = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
  const found = [plural(counts.error, 'error', 'errors'), plural(counts.warning, 'warning', 'warnings'), plural(counts.info, 'note', 'notes')].join(', ');
  return [
    `${plural(objects, 'object', 'objects')} in ${plural(files.length, 'file', 'files')}: ${found}`,
    ...(storedOnly.length === 0 ? [] : [`validated and stored, but not acted on: ${storedOnly.join(', ')}`]),
    ...(isSettled ? [] : [`still changing after ${simulatedMs / 1000} simulated seconds`]),
  ];
}
