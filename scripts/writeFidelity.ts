/**
 * Writes docs/fidelity.md: every kind and every field, and what svcscope does with it. Nothing in the table is claimed by hand:
 * the compiler says where the sources read or write each field of the API's types. A test says when the file is behind.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { allKinds, type KindInfo } from '../src/kube/scheme.ts';
import { structs } from '../src/kube/schema.generated.ts';
import { departures } from './collectSimplified.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const fidelityPath = join(root, 'docs', 'fidelity.md');
const typesFile = join(root, 'src/kube/types.generated.ts');

/** What a part of the sources does with the fields that it names. */
type Use = 'validated' | 'defaulted' | 'simulated';

const parts: readonly { readonly folder: string; readonly use: Use }[] = [
  { folder: 'src/kube/validation', use: 'validated' },
  { folder: 'src/kube/warnings', use: 'validated' },
  { folder: 'src/engine/apiserver/admission', use: 'validated' },
  { folder: 'src/kube/defaults', use: 'defaulted' },
  { folder: 'src/engine/apiserver/registry', use: 'simulated' },
  { folder: 'src/engine/apiserver/allocators', use: 'simulated' },
  { folder: 'src/engine/apiserver/storage', use: 'simulated' },
  { folder: 'src/engine/controllers', use: 'simulated' },
  { folder: 'src/engine/dns', use: 'simulated' },
  { folder: 'src/engine/kubelet', use: 'simulated' },
  { folder: 'src/engine/network', use: 'simulated' },
  { folder: 'src/engine/proxy', use: 'simulated' },
  { folder: 'src/engine/scheduler', use: 'simulated' },
];

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).sort().flatMap((entry) => {
    const path = `${folder}/${entry}`;
    if (statSync(join(root, path)).isDirectory()) return sourceFiles(path);
    return entry.endsWith('.ts') ? [path] : [];
  });
}

/** `Struct.field` → what is done with it. */
type Uses = ReadonlyMap<string, ReadonlySet<Use>>;

/** Walks the checked sources and notes each mention of a field of types.generated.ts: reads, patterns, object literals and keys given as text. */
function collectUses(): Uses {
  const uses = new Map<string, Set<Use>>();
  const useOf = new Map(parts.flatMap(({ folder, use }) => sourceFiles(folder).map((file): [string, Use] => [join(root, file), use])));
  const configText = readFileSync(join(root, 'tsconfig.base.json'), 'utf8');
  const { config } = ts.parseConfigFileTextToJson('tsconfig.base.json', configText) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, composite: false, incremental: false, noEmit: true }, root);
  const program = ts.createProgram([...useOf.keys()], options);
  const checker = program.getTypeChecker();

  const note = (symbol: ts.Symbol | undefined, use: Use): void => {
    for (const declaration of symbol?.declarations ?? []) {
      if (declaration.getSourceFile().fileName !== typesFile || !ts.isInterfaceDeclaration(declaration.parent)) continue;
      const key = `${declaration.parent.name.text}.${symbol?.name ?? ''}`;
      const known = uses.get(key);
      if (known === undefined) uses.set(key, new Set([use]));
      else known.add(use);
    }
  };
  const noteProperty = (type: ts.Type, name: string, use: Use): void => {
    for (const part of type.isUnion() ? type.types : [type]) note(checker.getPropertyOfType(part, name), use);
  };
  /** `keyof T` as a parameter: the other arguments say of which T. */
  const noteKeyArgument = (node: ts.StringLiteralLike, use: Use): void => {
    if (!ts.isCallExpression(node.parent)) return;
    for (const argument of node.parent.arguments) {
      if (argument !== node) noteProperty(checker.getNonNullableType(checker.getTypeAtLocation(argument)), node.text, use);
    }
  };
  const visit = (node: ts.Node, use: Use): void => {
    if (ts.isPropertyAccessExpression(node)) note(checker.getSymbolAtLocation(node.name), use);
    else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = node.propertyName ?? node.name;
      if (ts.isIdentifier(name) && node.dotDotDotToken === undefined) noteProperty(checker.getNonNullableType(checker.getTypeAtLocation(node.parent)), name.text, use);
    } else if (ts.isObjectLiteralExpression(node)) {
      const wanted = checker.getContextualType(node);
      for (const property of node.properties) {
        if (wanted !== undefined && property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) noteProperty(checker.getNonNullableType(wanted), property.name.text, use);
      }
    } else if (ts.isStringLiteralLike(node)) noteKeyArgument(node, use);
    ts.forEachChild(node, (child) => { visit(child, use); });
  };
  for (const source of program.getSourceFiles()) {
    const use = useOf.get(source.fileName);
    if (use !== undefined) visit(source, use);
  }
  return uses;
}

/** Decoding itself checks which kind an object says it is. */
const roots: ReadonlySet<string> = new Set(allKinds.map(({ struct }) => struct));

const baseType = (wire: string): string => wire.replace(/^(?:\[\]|\{\})+/, '');

/** The structs of a kind, its own first, each after the one that it is reached through. */
function structsOf(name: string, seen: Set<string>): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const fields = Object.values(structs[name] ?? {}).map(baseType).filter((type) => type in structs);
  return [name, ...fields.flatMap((field) => structsOf(field, seen))];
}

function verdict(uses: Uses, struct: string, field: string): string {
  const found = new Set(uses.get(`${struct}.${field}`));
  if (roots.has(struct) && (field === 'apiVersion' || field === 'kind')) found.add('validated');
  const words: readonly Use[] = (['simulated', 'validated', 'defaulted'] as const).filter((use) => found.has(use));
  return words.length === 0 ? 'stored only' : words.join(', ');
}

function tableOf(uses: Uses, struct: string): string {
  const rows = Object.entries(structs[struct] ?? {}).map(([field, wire]) => `| \`${field}\` | \`${wire}\` | ${verdict(uses, struct, field)} |`);
  return ['| Field | Type | svcscope |', '|---|---|---|', ...rows].join('\n');
}

function kindLine({ apiVersion, kind, support }: KindInfo): string {
  const effect = support === 'simulated' ? 'simulated' : 'stored: kept, checked and shown; nothing acts on it';
  return `| ${kind} | \`${apiVersion}\` | ${effect} |`;
}

const shared = (owners: readonly string[]): string => (owners.length > 6 ? `${owners.slice(0, 6).join(', ')} and ${owners.length - 6} more` : owners.join(', '));

/** What docs/fidelity.md should say. */
export function fidelityDocument(): string {
  const uses = collectUses();
  const ownersOf = new Map<string, string[]>();
  for (const { kind, struct } of allKinds) {
    for (const name of structsOf(struct, new Set())) ownersOf.set(name, [...ownersOf.get(name) ?? [], kind]);
  }
  const sections = [...ownersOf].map(([struct, owners]) => `### ${struct}\n\nIn ${shared(owners)}.\n\n${tableOf(uses, struct)}\n`);
  const fields = [...ownersOf.keys()].flatMap((struct) => Object.keys(structs[struct] ?? {}).map((field) => verdict(uses, struct, field)));
  const count = (word: string): number => fields.filter((text) => text.includes(word)).length;
  return `# Fidelity: what is done with every field

The API server's part decodes every field of Kubernetes v1.36 strictly: its name, its type, its place. Beyond that a field is

- **simulated** where the engine reads or writes it: allocation, controllers, scheduler, kubelet, kube-proxy, DNS, packets;
- **validated** where a rule looks at its value, on create or on update, or a warning speaks of it;
- **defaulted** where an absent value is filled in, or a defaulting rule depends on it;
- **stored only** where it is kept and shown, and nothing more.

Written by \`scripts/writeFidelity.ts\`, which asks the compiler where the sources name each field; do not edit it by hand.
${fields.length} fields: ${count('simulated')} simulated, ${count('validated')} validated, ${count('defaulted')} defaulted, ${count('stored only')} stored only.
The ${departures().length} places where the simulation is simpler than Kubernetes are listed in [simplified.md](simplified.md), which is made from the \`Simplified:\` marks of the sources.

## Kinds

| Kind | apiVersion | svcscope |
|---|---|---|
${allKinds.map(kindLine).join('\n')}

## Fields

${sections.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(fidelityPath, fidelityDocument());
