import { describe, expect, it } from 'vitest';
import { setDefaults } from '../../../../src/kube/defaults.ts';
import { imageTag } from '../../../../src/kube/imageReference.ts';
import type { Pod, Volume } from '../../../../src/kube/types.generated.ts';
import { deployment, pod } from './builders.ts';

describe('image tags', () => {
  it.each([
    ['nginx', 'latest'],
    ['nginx:1.27', '1.27'],
    ['registry:5000/nginx', 'latest'],
    ['registry:5000/nginx:v1', 'v1'],
    [`nginx@sha256:${'a'.repeat(64)}`, ''],
    ['Nginx', ''],
    ['UPPER/x', 'latest'],
    [' nginx', ''],
    ['', ''],
    ['a'.repeat(64), ''],
  ])('%j has the tag %j', (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });
});

describe('defaults of Pods', () => {
  it('fills in what is not given', () => {
    expect(pod({}, { image: 'srv', ports: [{ containerPort: 80 }] }).spec).toEqual({
      containers: [{
        name: 'web', image: 'srv', ports: [{ containerPort: 80, protocol: 'TCP' }], resources: {}, terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File', imagePullPolicy: 'Always',
      }],
      restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', securityContext: {}, schedulerName: 'default-scheduler', enableServiceLinks: true,
    });
  });

  it('takes requests from limits, and the Pod\'s from its containers', () => {
    const spec = pod({ resources: { limits: { cpu: '2', memory: '1Gi' } } }, { resources: { limits: { cpu: '500m' }, requests: { memory: '64Mi' } } }).spec;
    expect(spec.containers[0]?.resources?.requests).toEqual({ cpu: '500m', memory: '64Mi' });
    expect(spec.resources?.requests).toEqual({ cpu: '500m', memory: '64Mi' });
  });

  it('opens host ports on the host\'s network', () => {
    expect(pod({ hostNetwork: true }, { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }] }).spec.containers[0]?.ports?.map(({ hostPort }) => hostPort)).toEqual([80, 8081]);
  });

  it('turns a negative grace period into one second, keeps both names of the service account equal and drops disabled fields', () => {
    const spec = pod({ terminationGracePeriodSeconds: -5, serviceAccount: 'robot', schedulingGroup: { podGroupName: 'g' } }, { lifecycle: { stopSignal: 'SIGTERM' } }).spec;
    expect(spec).toMatchObject({ terminationGracePeriodSeconds: 1, serviceAccountName: 'robot', serviceAccount: 'robot' });
    expect(spec).not.toHaveProperty('schedulingGroup');
    expect(spec.containers[0]).not.toHaveProperty('lifecycle');
  });

  it('fills in probes of every handler', () => {
    const container = pod({}, { readinessProbe: { httpGet: { port: 80 } }, livenessProbe: { grpc: { port: 9 }, periodSeconds: 3 } }).spec.containers[0];
    expect(container?.readinessProbe).toEqual({ httpGet: { port: 80, path: '/', scheme: 'HTTP' }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    expect(container?.livenessProbe).toMatchObject({ grpc: { port: 9, service: '' }, periodSeconds: 3 });
  });

  it.each<[string, Omit<Volume, 'name'>, object]>([
    ['no source', {}, { emptyDir: {} }],
    ['hostPath', { hostPath: { path: '/x' } }, { hostPath: { path: '/x', type: '' } }],
    ['configMap', { configMap: { name: 'c' } }, { configMap: { name: 'c', defaultMode: 420 } }],
    ['projected token', { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }, { projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }] } }],
    ['downwardAPI', { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } }, { downwardAPI: { defaultMode: 420, items: [{ path: 'p', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } }],
    ['image', { image: { reference: 'x:1' } }, { image: { reference: 'x:1', pullPolicy: 'IfNotPresent' } }],
  ])('completes a volume: %s', (_, source, expected) => {
    expect(pod({ volumes: [{ name: 'v', ...source }] }).spec.volumes).toEqual([{ name: 'v', ...expected }]);
  });
});

describe('annotations that once held init containers', () => {
  const gone = { 'pod.beta.kubernetes.io/init-containers': '[]', 'pod.alpha.kubernetes.io/init-container-statuses': '[]' };

  it('go from Pods and from templates', () => {
    const bare = pod();
    const annotated = (annotations: Readonly<Record<string, string>>): Pod => setDefaults({ ...bare, metadata: { ...bare.metadata, annotations } });
    expect(annotated({ ...gone, a: 'b' }).metadata.annotations).toEqual({ a: 'b' });
    expect(annotated(gone).metadata).not.toHaveProperty('annotations');
    const template = { metadata: { name: '', labels: { app: 'web' }, annotations: gone }, spec: { containers: [{ name: 'web', image: 'srv:1' }] } };
    expect(deployment({ template }).spec.template.metadata).not.toHaveProperty('annotations');
  });
});
