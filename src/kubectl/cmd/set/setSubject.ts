/** `kubectl set subject`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_subject.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { fail } from '../../errors.ts';
import { isList } from '../../goText.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { setFlags, setInfos, setObjects } from './setObjects.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

function isSame(a: JsonObject, b: JsonObject): boolean {
  return ['kind', 'name', 'namespace', 'apiGroup'].every((field) => (a[field] ?? '') === (b[field] ?? ''));
}

function withSubjects(object: JsonObject, added: readonly JsonObject[]): JsonObject | undefined {
  if (object['kind'] !== 'RoleBinding' && object['kind'] !== 'ClusterRoleBinding') fail('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  const list = object['subjects'];
  const before = isList(list) ? list.filter(isJsonObject) : [];
  const fresh = added.filter((subject) => !before.some((other) => isSame(subject, other)));
  return fresh.length === 0 ? undefined : { ...object, subjects: [...before, ...fresh] };
}

export const setSubjectCommand: CommandSpec = {
  use: 'subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Update the user, group, or service account in a role binding or cluster role binding', long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  examples: '# Update a cluster role binding for serviceaccount1\nkubectl set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1',
  flags: [
    ...setFlags('subject'),
    { name: 'user', type: 'stringSlice', help: 'Usernames to bind to the role' },
    { name: 'group', type: 'stringSlice', help: 'Groups to bind to the role' },
    { name: 'serviceaccount', type: 'stringSlice', help: 'Service accounts to bind to the role' },
  ],
  run: immediate((context) => {
    const { flags, args, namespace: own } = context;
    const dryRun = dryRunStrategy(context);
    const infos = setInfos(context, args);
    const [users, groups, accounts] = [flags.list('user'), flags.list('group'), flags.list('serviceaccount')].map((list) => [...new Set(list)].sort());
    if (flags.bool('local') && dryRun === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    if (flags.bool('all') && flags.string('selector') !== '') fail('cannot set --all and --selector at the same time');
    if (users?.length === 0 && groups?.length === 0 && accounts?.length === 0) fail('you must specify at least one value of user, group or serviceaccount');
    const subjects: JsonObject[] = [
      ...(users ?? []).map((name): JsonObject => ({ kind: 'User', apiGroup: rbacGroup, name })),
      ...(groups ?? []).map((name): JsonObject => ({ kind: 'Group', apiGroup: rbacGroup, name })),
      ...(accounts ?? []).map((text): JsonObject => {
        const [namespace = '', name = '', more] = text.split(':');
        if (name === '' || more !== undefined) fail('serviceaccount must be <namespace>:<name>');
        if (namespace === '' && infos.some(({ mapping }) => mapping.kind === 'ClusterRoleBinding')) fail('serviceaccount must be <namespace>:<name>, namespace must be specified');
        return { kind: 'ServiceAccount', namespace: namespace === '' ? own : namespace, name };
      }),
    ];
    return setObjects(context, infos, { operation: 'subjects updated', failure: 'failed to patch subjects to rolebinding: ', change: (object) => withSubjects(object, subjects) });
  }),
};
