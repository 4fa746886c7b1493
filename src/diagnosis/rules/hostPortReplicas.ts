import { containersOf, templateOf, type PodAuthor } from '../podTemplate.ts';
import type { Rule } from '../rule.ts';

/** A port of the Node can be taken once: with more replicas than Nodes some stay pending. */
export const hostPortReplicas: Rule<PodAuthor> = {
  id: 'hostPortReplicas', severity: 'warning',
  check(author, context) {
    const replicas = 'replicas' in author.spec ? (author.spec.replicas ?? 1) : 1;
    if (!['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'].includes(author.kind) || replicas < 2) return [];
    const template = templateOf(author);
    const port = containersOf(template).filter(({ isInit }) => !isInit).flatMap(({ container }) => container.ports ?? []).find(({ hostPort = 0, containerPort }) => hostPort !== 0 || (template.spec.hostNetwork === true && containerPort !== 0));
    const nodes = context.shapes('Node').filter((node) => node.spec.unschedulable !== true).length;
    if (port === undefined || nodes === 0 || replicas <= nodes) return [];
    const hostPort = port.hostPort ?? port.containerPort;
    return [{ path: ['spec', 'replicas'], params: { replicas, nodes, hostPort, workload: `${author.kind}/${author.metadata.name}` }, fix: { value: nodes } }];
  },
};
