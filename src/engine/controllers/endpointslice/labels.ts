/** Names that the endpoints controllers share. Mirrors staging/src/k8s.io/api/discovery/v1/well_known_labels.go and core/v1 (v1.36). */
export const serviceNameLabel = 'kubernetes.io/service-name';
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
export const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';
export const headlessLabel = 'service.kubernetes.io/headless';
export const zoneLabel = 'topology.kubernetes.io/zone';
export const lastChangeTriggerTimeAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';
export const controllerName = 'endpointslice-controller.k8s.io';
export const mirroringControllerName = 'endpointslicemirroring-controller.k8s.io';
