/** Namespaces and what is kept in them. Mirrors describeNamespace, describeConfigMap, describeSecret and neighbours of kubectl/pkg/describe/describe.go (v1.36). */
import type { ConfigMap, LimitRange, LimitRangeSpec, Namespace, ResourceQuota, Secret, ServiceAccount } from '../../kube/types.generated.ts';
import { decodedLength, decodeBase64Text } from '../base64Text.ts';
import { compareBytes } from '../../kube/utf8.ts';
import type { Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { writeTimedConditions } from './describeNetworking.ts';
import { sortedKeys, writeLabelsAndAnnotations, writeMeta } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';

export const describeNamespace: Describer<Namespace> = ({ metadata, status }, context) => tabbedString((w) => {
  w.write(0, `Name:\t${metadata.name}\n`);
  writeLabelsAndAnnotations(w, metadata);
  w.write(0, `Status:\t${status?.phase ?? ''}\n`);
  writeTimedConditions(w, status?.conditions ?? []);
  const quotas = context.reader.list('ResourceQuota', metadata.name);
  const ranges = context.reader.list('LimitRange', metadata.name);
  w.write(0, quotas.length === 0 ? '\nNo resource quota.\n' : '\nResource Quotas\n');
  for (const quota of [...quotas].sort((a, b) => compareBytes(a.metadata.name, b.metadata.name))) {
    w.write(1, `Name:\t${quota.metadata.name}\n`);
    writeScopes(w, quota, 1, '* ');
    w.write(1, 'Resource\tUsed\tHard\n');
    w.write(1, '--------\t---\t---\n');
    writeUse(w, quota, 1);
  }
  w.write(0, '\n');
  if (ranges.length === 0) return w.write(0, 'No LimitRange resource.\n');
  w.write(0, 'Resource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
  w.write(0, ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
  for (const range of ranges) writeLimits(w, range.spec, ' ');
});

const scopeHelp: Readonly<Record<string, string>> = {
  Terminating: 'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating: 'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort: 'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort: 'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function writeScopes(w: PrefixWriter, { spec }: ResourceQuota, level: number, bullet: string): void {
  const scopes = [...spec.scopes ?? []].sort(compareBytes);
  if (scopes.length === 0) return;
  w.write(level, `Scopes:\t${scopes.join(', ')}\n`);
  for (const scope of scopes) {
    const help = scopeHelp[scope];
    if (help !== undefined) w.write(level, `${bullet}${help}\n`);
  }
}

function writeUse(w: PrefixWriter, { status }: ResourceQuota, level: number): void {
  for (const resource of sortedKeys(status?.hard)) w.write(level, `${resource}\t${status?.used?.[resource] ?? '0'}\t${status?.hard?.[resource] ?? '0'}\n`);
}

function writeLimits(w: PrefixWriter, spec: LimitRangeSpec, prefix: string): void {
  for (const item of spec.limits) {
    const lists = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio];
    const resources = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))].sort(compareBytes);
    for (const resource of resources) w.write(0, `${prefix}${item.type}\t${resource}\t${lists.map((list) => list?.[resource] ?? '-').join('\t')}\n`);
  }
}

export const describeLimitRange: Describer<LimitRange> = ({ metadata, spec }) => tabbedString((w) => {
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  w.write(0, 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
  w.write(0, '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
  writeLimits(w, spec, '');
});

export const describeResourceQuota: Describer<ResourceQuota> = (quota) => tabbedString((w) => {
  w.write(0, `Name:\t${quota.metadata.name}\nNamespace:\t${quota.metadata.namespace ?? ''}\n`);
  writeScopes(w, quota, 0, ' * ');
  w.write(0, 'Resource\tUsed\tHard\n');
  w.write(0, '--------\t----\t----\n');
  writeUse(w, quota, 0);
});

export const describeConfigMap: Describer<ConfigMap> = (map, context) => tabbedString((w) => {
  writeMeta(w, map.metadata);
  w.write(0, '\nData\n====\n');
  for (const key of sortedKeys(map.data)) w.write(0, `${key}:\n----\n${map.data?.[key] ?? ''}\n\n`);
  w.write(0, '\nBinaryData\n====\n');
  for (const key of sortedKeys(map.binaryData)) w.write(0, `${key}: ${decodedLength(map.binaryData?.[key] ?? '')} bytes\n`);
  w.write(0, '\n');
  writeEvents(w, map, context);
});

export const describeSecret: Describer<Secret> = ({ metadata, type = '', data }) => tabbedString((w) => {
  writeMeta(w, metadata);
  w.write(0, `\nType:\t${type}\n`);
  w.write(0, '\nData\n====\n');
  for (const key of sortedKeys(data)) {
    const text = data?.[key] ?? '';
    const isToken = key === 'token' && type === 'kubernetes.io/service-account-token';
    w.write(0, `${key}:\t${isToken ? decodeBase64Text(text) : `${decodedLength(text)} bytes`}\n`);
  }
});

export const describeServiceAccount: Describer<ServiceAccount> = (account, context) => tabbedString((w) => {
  writeMeta(w, account.metadata);
  const names = (account.imagePullSecrets ?? []).map(({ name = '' }) => name);
  const header = 'Image pull secrets:';
  if (names.length === 0) w.write(0, `${header}\t<none>\n`);
  names.forEach((name, i) => w.write(0, `${i === 0 ? header : ' '.repeat(header.length)}\t${name}\n`));
  writeEvents(w, account, context);
});
