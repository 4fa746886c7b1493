/**
 * Collects every `Simplified:` comment of the sources into docs/simplified.md: where svcscope departs from real Kubernetes.
 * A test says when the file is behind.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One departure: what the commented thing is, where its comment says so, and what is simpler about it. */
interface Departure {
  readonly file: string;
  readonly subject: string;
  readonly text: string;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const MARK = 'Simplified:';
export const documentPath = join(root, 'docs', 'simplified.md');

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).sort().flatMap((entry) => {
    const path = `${folder}/${entry}`;
    if (statSync(join(root, path)).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry) && !entry.includes('.generated.') ? [path] : [];
  });
}

/** The paragraphs of each comment, as plain lines: block comments, and runs of line comments. */
function comments(source: string): readonly (readonly string[])[] {
  const found = source.matchAll(/\/\*\*?(?<block>[\s\S]*?)\*\/|(?<lines>(?:^[ \t]*\/\/.*\n?)+)|(?<=[;,{}] )\/\/(?<tail>.*)/gm);
  return [...found].map(({ groups }) => {
    const text = groups?.['block'] ?? groups?.['lines'] ?? groups?.['tail'] ?? '';
    return text.split('\n').map((line) => line.replace(/^\s*(?:\*|\/\/)?\s?/, '').trimEnd());
  });
}

const sentences = (text: string): readonly string[] => text.split(/(?<=\.)\s+(?=[A-Z])/).filter((sentence) => sentence !== '');
const isOrigin = (sentence: string): boolean => sentence.startsWith('Mirrors ');

/** A departure reaches to the end of its paragraph, or to where the comment goes on about something else. */
function departuresIn(file: string, lines: readonly string[]): readonly Departure[] {
  const [before = '', ...marked] = lines.join('\n').split(MARK);
  const subject = sentences(before.replace(/\s+/g, ' ').trim()).find((sentence) => !isOrigin(sentence)) ?? '';
  return marked.map((rest) => {
    const paragraph = rest.split(/\n\s*\n/)[0] ?? '';
    const text = sentences(paragraph.replace(/\s+/g, ' ').trim()).filter((sentence) => !isOrigin(sentence)).join(' ');
    return { file, subject, text };
  });
}

/** Every departure that the sources own up to, by file. */
export function departures(): readonly Departure[] {
  return sourceFiles('src').flatMap((file) => comments(readFileSync(join(root, file), 'utf8')).flatMap((lines) => departuresIn(file, lines)));
}

/** How often the mark stands in the sources, in comments or not. */
export function marks(): number {
  return sourceFiles('src').reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split(MARK).length - 1, 0);
}

/** What docs/simplified.md should say. */
export function simplifiedDocument(): string {
  const byFolder = new Map<string, Departure[]>();
  for (const departure of departures()) {
    const folder = dirname(departure.file);
    byFolder.set(folder, [...byFolder.get(folder) ?? [], departure]);
  }
  const sections = [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, all]) => `## ${folder}\n\n${all.map((departure) => item(folder, departure)).join('\n')}\n`);
  return `# Where svcscope is simpler than Kubernetes

The simulator follows Kubernetes v1.36 as closely as a browser tab allows. Where it knowingly does something else, the code says
so in a comment that begins with \`${MARK}\`. This is the list of those comments, by folder, written by \`scripts/collectSimplified.ts\`;
do not edit it by hand.

${sections.join('\n')}`;
}

function item(folder: string, { file, subject, text }: Departure): string {
  const lead = subject === '' ? '' : `${subject} `;
  return `- [${file.slice(folder.length + 1)}](../${file}): ${lead}*Simplified:* ${text}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(documentPath, simplifiedDocument());
