import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { apiCluster, at, messageOf, podBody } from './apiCluster.ts';

const prefix = 'container.apparmor.security.beta.kubernetes.io/';
const deprecated = (container: string): string => `metadata.annotations[${prefix}${container}]: deprecated since v1.30; use the "appArmorProfile" field instead`;

describe('AppArmor annotations of new Pods', () => {
  it.each<{ name: string; value: string; spec?: JsonObject; profile?: JsonObject; warnings?: readonly string[]; code?: number }>([
    { name: 'become fields', value: 'localhost/foo', profile: { type: 'Localhost', localhostProfile: 'foo' }, warnings: [deprecated('web')] },
    { name: 'win over another profile of the Pod', value: 'unconfined', spec: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }, profile: { type: 'Unconfined' }, warnings: [deprecated('web')] },
    { name: 'add nothing to the same profile of the Pod', value: 'runtime/default', spec: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } },
    { name: 'are warned of where they are refused, too', value: 'foo', code: 422, warnings: [deprecated('web')] },
    { name: 'are warned of where they say nothing', value: '', warnings: [deprecated('web')] },
    { name: 'mean nothing on Windows', value: 'unconfined', spec: { os: { name: 'windows' } } },
  ])('$name', ({ value, spec = {}, profile, warnings = [], code = 201 }) => {
    const answer = apiCluster().create(podBody('a', spec, { annotations: { [`${prefix}web`]: value } }));
    expect(answer.code).toBe(code);
    expect(answer.warnings).toEqual(warnings);
    if (code === 201) expect(at(answer, 'spec', 'containers', 0, 'securityContext', 'appArmorProfile')).toEqual(profile);
  });

  it('must say what the container\'s field says', () => {
    const containers = [{ name: 'web', image: 'srv', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }];
    const answer = apiCluster().create(podBody('a', { containers }, { annotations: { [`${prefix}web`]: 'unconfined' } }));
    expect(messageOf(answer)).toContain('apparmor type in annotation and field must match');
  });
});

describe('what admission refuses', () => {
  it.each<{ name: string; spec: JsonObject; code: number; message: string }>([
    { name: 'overhead without a RuntimeClass', spec: { overhead: { cpu: '1' } }, code: 403, message: 'pods "a" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead' },
    { name: 'overhead after the rules of Pods', spec: { overhead: { cpu: '1' }, restartPolicy: 'Foo' }, code: 422, message: 'Pod "a" is invalid: spec.restartPolicy: Unsupported value: "Foo": supported values: "Always", "OnFailure", "Never"' },
    { name: 'a RuntimeClass that is not there', spec: { runtimeClassName: 'x' }, code: 403, message: 'pods "a" is forbidden: pod rejected: RuntimeClass "x" not found' },
    { name: 'a RuntimeClass without a name', spec: { runtimeClassName: '' }, code: 500, message: 'resource name may not be empty' },
  ])('$name', ({ spec, code, message }) => {
    const answer = apiCluster().create(podBody('a', spec));
    expect(answer.code).toBe(code);
    expect(messageOf(answer)).toBe(message);
  });
});
