import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { apiCluster, at, messageOf } from './apiCluster.ts';

function jobBody(name: string, labels?: JsonObject, metadata: JsonObject = {}): JsonObject {
  const template = { ...(labels && { metadata: { labels } }), spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, ...metadata }, spec: { template } };
}

describe('labels of new Jobs', () => {
  it.each<{ name: string; labels?: JsonObject; metadata?: JsonObject; own: readonly string[] }>([
    { name: 'come from the template that was given none', own: ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'] },
    { name: 'come from the template with its own', labels: { q: 'r' }, own: ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name', 'q'] },
    { name: 'stay where there are some', labels: { q: 'r' }, metadata: { labels: { z: 'x' } }, own: ['z'] },
  ])('$name', ({ labels, metadata = {}, own }) => {
    const answer = apiCluster().create(jobBody('a', labels, metadata));
    expect(Object.keys(at(answer, 'metadata', 'labels') ?? {}).sort()).toEqual(own);
  });

  it.each<{ name: string; labels?: JsonObject; fields: readonly string[] }>([
    { name: 'are not there yet when a name that is too long is refused', fields: ['spec.template.labels'] },
    { name: 'are the template\'s where it has some', labels: { q: 'r' }, fields: ['metadata.labels', 'spec.template.labels'] },
  ])('$name', ({ labels, fields }) => {
    const answer = apiCluster().create(jobBody('a'.repeat(64), labels));
    const message = messageOf(answer);
    expect(fields.filter((field) => message.includes(`${field}: Invalid value`))).toEqual(fields);
    expect(message.includes(' metadata.labels') || message.includes('[metadata.labels')).toBe(fields.includes('metadata.labels'));
  });
});
