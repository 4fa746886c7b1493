import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mend } from '../manifests/mend/mend.ts';
import type { MendNote } from '../protocol/mending.ts';
import { mendNotes } from '../protocol/messages/mendNotes.ts';

const usage = `usage: npm run -s mend -- FILE

Prints FILE (- is the standard input) as the YAML that it was before it lost its shape.
Notes go to the standard error.

exit code 0  fine, printed as it is; or mended, the YAML printed
          1  can be read in several ways: printed as it is, the readings go to the standard error
          2  cannot be mended (printed as it is), cannot be read, or wrong usage
`;

const sentences: Readonly<Record<string, string>> = mendNotes;

function describe({ code, params }: MendNote): string {
  return (sentences[code] ?? code).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

function fileOf(argv: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: {} });
    return positionals.length === 1 ? positionals[0] : undefined;
  } catch {
    return undefined;
  }
}

function main(): number {
  const file = fileOf(process.argv.slice(2));
  if (file === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const text = read(file);
  if (text === undefined) return 2;
  const mending = mend(text);
  process.stdout.write(mending.kind === 'mended' ? mending.text : text);
  switch (mending.kind) {
    case 'fine': return 0;
    case 'mended':
      for (const note of mending.notes) process.stderr.write(`${describe(note)}\n`);
      return 0;
    case 'ambiguous':
      process.stderr.write(`${file} can be read in ${mending.readings.length} ways:\n`);
      for (const [index, reading] of mending.readings.entries()) process.stderr.write(`\n# reading ${index + 1}\n${reading.text}`);
      return 1;
    case 'hopeless':
      process.stderr.write(`${file} cannot be mended\n`);
      return 2;
  }
}

process.exitCode = main();
