/** Roles and bindings. Mirrors RoleDescriber and RoleBindingDescriber of kubectl/pkg/describe/describe.go and kubectl/pkg/util/rbac/rbac.go (v1.36). */
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../kube/types.generated.ts';
import { compareBytes } from '../../kube/utf8.ts';
import type { Describer } from './describeContext.ts';
import { writeLabelsAndAnnotations } from './multiline.ts';
import { tabbedString } from './prefixWriter.ts';

interface Line { readonly resource: string; readonly urls: readonly string[]; readonly names: readonly string[]; readonly verbs: string[]; readonly sortKey: () => string }

const list = (values: readonly string[]): string => `[${values.join(' ')}]`;

/** `deployments.apps/scale` */
function resourceText(resource: string, group: string): string {
  const slash = resource.indexOf('/');
  const [name, part] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${name}${group === '' ? '' : `.${group}`}${part}`;
}

/** One line for each group, resource and name; verbs on the same are put together. */
function linesOf(rules: readonly PolicyRule[]): readonly Line[] {
  const simple = new Map<string, Line>();
  const others: Line[] = [];
  for (const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs } of rules) {
    for (const group of apiGroups) {
      for (const resource of resources) {
        for (const verb of verbs) {
          for (const names of resourceNames.length === 0 ? [[]] : resourceNames.map((name) => [name])) {
            const key = JSON.stringify([group, resource, names]);
            const known = simple.get(key);
            if (known === undefined) simple.set(key, lineOf([verb], group, resource, names));
            else if (!known.verbs.includes(verb)) known.verbs.push(verb);
          }
        }
      }
    }
    for (const url of nonResourceURLs) for (const verb of verbs) others.push({ resource: '', urls: [url], names: [], verbs: [verb], sortKey: () => `&PolicyRule{Verbs:[${verb}],APIGroups:[],Resources:[],ResourceNames:[],NonResourceURLs:[${url}],}` });
  }
  return [...others, ...simple.values()].sort((a, b) => compareBytes(a.sortKey(), b.sortKey()));
}

function lineOf(verbs: string[], group: string, resource: string, names: readonly string[]): Line {
  const sortKey = (): string => `&PolicyRule{Verbs:${list(verbs)},APIGroups:[${group}],Resources:[${resource}],ResourceNames:${list(names)},NonResourceURLs:[],}`;
  return { resource: resourceText(resource, group), urls: [], names, verbs, sortKey };
}

export const describeRole: Describer<Role | ClusterRole> = ({ metadata, rules }) => tabbedString((w) => {
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, 'PolicyRule:\n');
  w.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  w.write(1, '---------\t-----------------\t--------------\t-----\n');
  for (const { resource, urls, names, verbs } of linesOf(rules ?? [])) w.write(1, `${resource}\t${list(urls)}\t${list(names)}\t${list(verbs)}\n`);
});

export const describeRoleBinding: Describer<RoleBinding | ClusterRoleBinding> = ({ metadata, roleRef, subjects }) => tabbedString((w) => {
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, 'Role:\n');
  w.write(1, `Kind:\t${roleRef.kind}\n`);
  w.write(1, `Name:\t${roleRef.name}\n`);
  w.write(0, 'Subjects:\n');
  w.write(1, 'Kind\tName\tNamespace\n');
  w.write(1, '----\t----\t---------\n');
  for (const { kind, name, namespace = '' } of subjects ?? []) w.write(1, `${kind}\t${name}\t${namespace}\n`);
});
