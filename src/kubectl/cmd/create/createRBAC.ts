/** Roles and bindings. Mirrors create_role.go, create_clusterrole.go, create_rolebinding.go and create_clusterrolebinding.go of k8s.io/kubectl/pkg/cmd/create (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { kindInfoByResource } from '../../../kube/scheme.ts';
import { compareBytes } from '../../../kube/utf8.ts';
import { Failure, fail } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { noSuchResource } from '../../resource/noSuchResource.ts';
import type { CommandContext } from '../command.ts';
import { generatorCommand } from './generator.ts';

const resourceVerbs: ReadonlySet<string> = new Set(['*', 'get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection', 'use', 'bind', 'escalate', 'impersonate']);
const nonResourceVerbs: ReadonlySet<string> = new Set(['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']);
const rbacGroup = 'rbac.authorization.k8s.io';
/** Verbs that are for some resources only, as `resource.group`. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: [`roles.${rbacGroup}`, `clusterroles.${rbacGroup}`],
  escalate: [`roles.${rbacGroup}`, `clusterroles.${rbacGroup}`],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

interface RuleResource { readonly resource: string; readonly group: string; readonly subresource: string; readonly isKnown: boolean }

function resourceOf(text: string): RuleResource {
  const slash = text.indexOf('/');
  const [bare, subresource] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const dot = bare.indexOf('.');
  const [resource, group] = dot < 0 ? [bare, ''] : [bare.slice(0, dot), bare.slice(dot + 1)];
  const info = resource === '' || resource === '*' ? undefined : kindInfoByResource(bare);
  return info === undefined ? { resource, group, subresource, isKnown: false } : { resource: info.plural, group: info.group, subresource, isKnown: true };
}

/** The resources of `--resource`; `*` alone stands for all and ends the list. */
function resourcesOf(texts: readonly string[]): readonly RuleResource[] {
  const all = texts.includes('*');
  return all ? [resourceOf('*')] : texts.map(resourceOf);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function verbsOf(verbs: readonly string[]): readonly string[] {
  return verbs.includes('*') ? ['*'] : unique(verbs);
}

function checkResources({ flags, streams }: CommandContext, verbs: readonly string[]): void {
  for (const verb of verbs) if (!resourceVerbs.has(verb)) streams.err(`Warning: '${verb}' is not a standard resource verb\n`);
  const resources = resourcesOf(flags.list('resource'));
  if (resources.length === 0) fail('at least one resource must be specified');
  for (const { resource, group, isKnown } of resources) {
    if (resource === '') fail('resource must be specified if apiGroup/subresource specified');
    if (resource === '*') return;
    let isRight = isKnown;
    for (const verb of verbs) {
      const own = specialVerbs[verb];
      if (own === undefined) continue;
      if (!own.includes(`${resource}.${group}`)) fail(`can not perform '${verb}' on '${resource}' in group '${group}'`);
      isRight = true;
    }
    if (!isRight) {
      streams.err(noSuchResource(resource));
      throw new Failure([]);
    }
  }
}

/** One rule for each group, the groups sorted; then one for URLs. */
function rulesOf({ flags }: CommandContext, nonResourceURLs: readonly string[]): readonly JsonObject[] {
  const verbs = verbsOf(flags.list('verb'));
  const byGroup = new Map<string, string[]>();
  for (const { resource, group, subresource } of resourcesOf(flags.list('resource'))) {
    const name = subresource === '' ? resource : `${resource}/${subresource}`;
    const names = byGroup.get(group) ?? [];
    if (!names.includes(name)) names.push(name);
    byGroup.set(group, names);
  }
  const resourceNames = unique(flags.list('resource-name'));
  const rules: JsonObject[] = [...byGroup].sort(([a], [b]) => compareBytes(a, b)).map(([group, resources]) => ({ apiGroups: [group], resources, resourceNames, verbs }));
  return nonResourceURLs.length === 0 ? rules : [...rules, { nonResourceURLs, verbs }];
}

const ruleFlags: readonly FlagSpec[] = [
  { name: 'verb', type: 'stringSlice', help: 'Verb that applies to the resources contained in the rule' },
  { name: 'resource', type: 'stringSlice', help: 'Resource that the rule applies to' },
  { name: 'resource-name', type: 'stringArray', help: 'Resource in the white list that the rule applies to, repeat this flag for multiple items' },
];

export const createRoleCommand = generatorCommand({
  use: 'role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]', short: 'Create a role with single rule', long: 'Create a role with single rule.',
  examples: `# Create a role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create role pod-reader --verb=get --verb=list --verb=watch --resource=pods

# Create a role named "foo" with SubResource specified
kubectl create role foo --verb=get,list,watch --resource=pods,pods/status`,
  flags: ruleFlags, kind: 'Role',
  build(context, name) {
    const verbs = verbsOf(context.flags.list('verb'));
    if (verbs.length === 0) fail('at least one verb must be specified');
    checkResources(context, verbs);
    return { metadata: { name }, rules: rulesOf(context, []) };
  },
});

function checkURLs(urls: readonly string[], verbs: readonly string[]): void {
  const bad = verbs.find((verb) => !nonResourceVerbs.has(verb));
  if (bad !== undefined) fail(`invalid verb: '${bad}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) fail('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) fail("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

export const createClusterRoleCommand = generatorCommand({
  use: 'clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]', short: 'Create a cluster role', long: 'Create a cluster role.',
  examples: `# Create a cluster role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

# Create a cluster role name "foo" with NonResourceURL specified
kubectl create clusterrole "foo" --verb=get --non-resource-url=/logs/*`,
  flags: [
    ...ruleFlags,
    { name: 'non-resource-url', type: 'stringSlice', help: 'A partial url that user should have access to.' },
    { name: 'aggregation-rule', type: 'stringSlice', help: 'An aggregation label selector for combining ClusterRoles.' },
  ],
  kind: 'ClusterRole',
  build(context, name) {
    const { flags } = context;
    const verbs = verbsOf(flags.list('verb'));
    const urls = unique(flags.list('non-resource-url'));
    const resources = flags.list('resource');
    const aggregation = flags.list('aggregation-rule');
    if (aggregation.length > 0) {
      if (urls.length > 0 || verbs.length > 0 || resources.length > 0 || flags.list('resource-name').length > 0) fail('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
      const matchLabels = Object.fromEntries(aggregation.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)]));
      return { metadata: { name }, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
    }
    if (verbs.length === 0) fail('at least one verb must be specified');
    if (resources.length === 0 && urls.length === 0) fail('one of resource or nonResourceURL must be specified');
    if (resources.length > 0) checkResources(context, verbs);
    if (urls.length > 0) checkURLs(urls, verbs);
    return { metadata: { name }, rules: rulesOf(context, urls) };
  },
});

function subjectsOf({ flags }: CommandContext): readonly JsonObject[] {
  return [
    ...flags.list('user').map((name): JsonObject => ({ kind: 'User', apiGroup: rbacGroup, name })),
    ...flags.list('group').map((name): JsonObject => ({ kind: 'Group', apiGroup: rbacGroup, name })),
    ...flags.list('serviceaccount').map((text): JsonObject => {
      const [namespace = '', name = '', more] = text.split(':');
      if (namespace === '' || name === '' || more !== undefined) fail('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', namespace, name };
    }),
  ];
}

function subjectFlags(role: string): readonly FlagSpec[] {
  return [
    { name: 'user', type: 'stringArray', help: `Usernames to bind to the ${role}. The flag can be repeated to add multiple users.` },
    { name: 'group', type: 'stringArray', help: `Groups to bind to the ${role}. The flag can be repeated to add multiple groups.` },
    { name: 'serviceaccount', type: 'stringArray', help: `Service accounts to bind to the ${role}, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.` },
  ];
}

export const createRoleBindingCommand = generatorCommand({
  use: 'rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a role binding for a particular role or cluster role', long: 'Create a role binding for a particular role or cluster role.',
  examples: '# Create a role binding for user1, user2, and group1 using the admin cluster role\nkubectl create rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1',
  flags: [
    { name: 'clusterrole', type: 'string', help: 'ClusterRole this RoleBinding should reference' },
    { name: 'role', type: 'string', help: 'Role this RoleBinding should reference' },
    ...subjectFlags('role'),
  ],
  kind: 'RoleBinding', failure: 'failed to create rolebinding: ',
  build(context, name) {
    const [clusterRole, role] = [context.flags.string('clusterrole'), context.flags.string('role')];
    if ((clusterRole === '') === (role === '')) fail('exactly one of clusterrole or role must be specified');
    const roleRef = { apiGroup: rbacGroup, kind: role === '' ? 'ClusterRole' : 'Role', name: role === '' ? clusterRole : role };
    return { metadata: { name }, roleRef, subjects: subjectsOf(context) };
  },
});

export const createClusterRoleBindingCommand = generatorCommand({
  use: 'clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a cluster role binding for a particular cluster role', long: 'Create a cluster role binding for a particular cluster role.',
  examples: '# Create a cluster role binding for user1, user2, and group1 using the cluster-admin cluster role\nkubectl create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1',
  flags: [{ name: 'clusterrole', type: 'string', help: 'ClusterRole this ClusterRoleBinding should reference', isRequired: true }, ...subjectFlags('clusterrole')],
  kind: 'ClusterRoleBinding', failure: 'failed to create clusterrolebinding: ',
  build: (context, name) => ({ metadata: { name }, roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: context.flags.string('clusterrole') }, subjects: subjectsOf(context) }),
});
