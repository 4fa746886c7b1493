import type { FieldPath } from '../../protocol/ref.ts';
import { nearest, unlikeness } from '../editDistance.ts';
import { containersOf, templateRule, type PodTemplate } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';

const ALMOST_EQUAL = 0.3;

interface Reference { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly path: FieldPath }

function reference(kind: Reference['kind'], source: { readonly name?: string; readonly optional?: boolean } | undefined, path: FieldPath): readonly Reference[] {
  const name = source?.name ?? '';
  return name === '' || source?.optional === true ? [] : [{ kind, name, path }];
}

function referencesOf(template: PodTemplate): readonly Reference[] {
  const inContainers = containersOf(template).flatMap(({ container, path }) => [
    ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }, index) => [
      ...reference('ConfigMap', configMapRef, [...path, 'envFrom', index, 'configMapRef', 'name']),
      ...reference('Secret', secretRef, [...path, 'envFrom', index, 'secretRef', 'name']),
    ]),
    ...(container.env ?? []).flatMap(({ valueFrom }, index) => [
      ...reference('ConfigMap', valueFrom?.configMapKeyRef, [...path, 'env', index, 'valueFrom', 'configMapKeyRef', 'name']),
      ...reference('Secret', valueFrom?.secretKeyRef, [...path, 'env', index, 'valueFrom', 'secretKeyRef', 'name']),
    ]),
  ]);
  const volumes = (template.spec.volumes ?? []).flatMap(({ configMap, secret }, index) => [
    ...reference('ConfigMap', configMap, [...template.path, 'volumes', index, 'configMap', 'name']),
    ...reference('Secret', secret?.secretName === undefined ? undefined : { name: secret.secretName, ...(secret.optional === undefined ? {} : { optional: secret.optional }) }, [...template.path, 'volumes', index, 'secret', 'secretName']),
  ]);
  return [...inContainers, ...volumes];
}

/** A ConfigMap or Secret that is not there, while one of nearly that name is. Without it containers do not start. */
export const configNameDiffers = templateRule('configNameDiffers', 'warning', (template, context) => referencesOf(template).flatMap(({ kind, name, path }): readonly FindingDraft[] => {
  if (context.reader.getAny(kind, template.namespace, name) !== undefined) return [];
  const likely = nearest(name, context.shapes(kind, template.namespace).map((object) => object.metadata.name));
  return likely === undefined || unlikeness(name, likely) > ALMOST_EQUAL ? [] : [{ path, params: { kind, name, nearest: likely }, fix: { value: likely } }];
}));
