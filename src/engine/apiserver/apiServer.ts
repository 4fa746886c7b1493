import { setDefaults } from '../../kube/defaults.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { kindInfo, kindInfoByKind } from '../../kube/scheme.ts';
import { noSuchResource } from '../../kube/status.ts';
import { validateCreate } from '../../kube/validation.ts';
import { invalidStatus } from '../../kube/status.ts';
import type { IPAddress } from '../../kube/types.generated.ts';
import type { ApiRequest, ApiResponse } from '../../protocol/command.ts';
import type { ApiServer, EngineContext, KindMap, KindName, KubeObject, Result, WatchEvent } from '../context.ts';
import { admitCreate, admitUpdate } from './admission/admission.ts';
import { PortAllocator } from './allocators/portAllocator.ts';
import { ServiceIPs } from './allocators/serviceIPs.ts';
import { handleCreate } from './handlers/create.ts';
import { handleDelete } from './handlers/delete.ts';
import { handleEviction } from './handlers/eviction.ts';
import { handlePatch } from './handlers/patch.ts';
import { handleGet, handleList } from './handlers/read.ts';
import type { RequestContext } from './handlers/requestContext.ts';
import { failure, metadataText, Warnings } from './handlers/requestContext.ts';
import { handleScale, hasScale } from './handlers/scale.ts';
import { handleUpdate } from './handlers/update.ts';
import { createUIDs } from './names.ts';
import { createNamed, createObject } from './registry/create.ts';
import { deleteObject } from './registry/delete.ts';
import type { RegistryContext, WriteOptions } from './registry/registryContext.ts';
import { plainError } from './registry/registryContext.ts';
import { familiesOf, ServiceAllocators } from './registry/service/alloc.ts';
import { updateObject, updateObjectStatus } from './registry/update.ts';
import { Store } from './storage/store.ts';

/** What the API server needs of the engine; it is made before the rest. */
export type ApiServerContext = Pick<EngineContext, 'scheduler' | 'settings' | 'random'>;

/** The API server as those see it who set a cluster up. */
export interface ControlPlaneApi extends ApiServer {
  /** As `create`, for any kind. */
  createAny(object: KubeObject): Result<KubeObject>;
}

const trusted: WriteOptions = { isDryRun: false, isTrusted: true, warn: () => undefined };

const endpointsDeprecation = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

/**
 * An API server with nothing in it. The ranges of node ports and Service addresses are those of the settings now.
 * Mirrors what kube-apiserver v1.36 does between a request and etcd.
 */
export function createApiServer(context: ApiServerContext): ControlPlaneApi {
  const store = new Store();
  const { scheduler } = context;
  const settings = context.settings();
  const names = context.random('names');
  const allocation = context.random('allocation');
  const services = new ServiceAllocators(
    new ServiceIPs(store, allocation, createIPAddress), new PortAllocator(settings.nodePortRange, allocation), familiesOf(settings.serviceCIDRs),
  );
  const registry: RegistryContext = { store, names, services, hiddenForms: new WeakMap(), nowMs: () => scheduler.nowMs, nextUID: createUIDs(names) };

  function createIPAddress(address: IPAddress): Result<KubeObject> {
    const errors = validateCreate(address);
    if (errors.length > 0) return { ok: false, status: invalidStatus('IPAddress', 'networking.k8s.io', address.metadata.name, errors) };
    return createNamed(registry, infoOf('IPAddress'), address, trusted);
  }

  function createAny(object: KubeObject): Result<KubeObject> {
    const info = infoOf(object.kind);
    const admitted = admitCreate(store, info, setDefaults(object), true);
    return admitted.ok ? createObject(registry, info, admitted.object, trusted) : admitted;
  }

  function updateAny(object: KubeObject): Result<KubeObject> {
    const info = infoOf(object.kind);
    const { namespace = '', name } = object.metadata;
    const next = (existing: KubeObject | undefined): Result<KubeObject> => {
      const wanted = setDefaults(object);
      return existing === undefined ? admitCreate(store, info, wanted, true) : admitUpdate(store, info, wanted, existing);
    };
    return updateObject(registry, info, { namespace, name }, { next }, trusted);
  }

  return {
    handle: (request) => handle(registry, request),
    get: (kind, namespace, name) => asKind(kind, store.get(kind, namespace, name)),
    getAny: (kind, namespace, name) => store.get(kind, namespace, name),
    list: (kind, namespace) => asList(kind, store.list(kind, namespace)),
    listAny: (kind, namespace) => store.list(kind, namespace),
    count: (kind) => store.count(kind),
    withLabels: (kind, namespace, labels) => asList(kind, store.withLabels(kind, namespace, labels)),
    ownedBy: (uid) => store.ownedBy(uid),
    podsOnNode: (nodeName) => asList('Pod', store.podsOnNode(nodeName)),
    watch(kind, handler) {
      store.watch(kind, (event) => { handler(asEvent(kind, event)); });
    },
    watchAll(handler) {
      store.watch(undefined, handler);
    },
    createAny,
    create: (kind, object) => asResult(kind, createAny(object)),
    update: (kind, object) => asResult(kind, updateAny(object)),
    updateStatus: (kind, object) => asResult(kind, updateObjectStatus(registry, infoOf(kind), object)),
    delete(kind, namespace, name, options = {}) {
      const info = kindInfoByKind(kind);
      if (info === undefined) return { ok: false, status: noSuchResource() };
      return deleteObject(registry, info, { namespace, name }, options, false);
    },
  };
}

function infoOf(kind: string): KindInfo {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(`no kind ${kind}`);
  return info;
}

/*
 * The storage keeps objects by kind, whatever their type. That an object under a kind's name has the kind's type is known
 * here and nowhere else: what goes in was decoded as that kind, or came typed from the control plane.
 */
function asKind<K extends KindName>(_kind: K, object: KubeObject | undefined): KindMap[K] | undefined {
  return object as KindMap[K] | undefined;
}

function asList<K extends KindName>(_kind: K, objects: readonly KubeObject[]): readonly KindMap[K][] {
  return objects as readonly KindMap[K][];
}

function asEvent<K extends KindName>(_kind: K, event: WatchEvent<KubeObject>): WatchEvent<KindMap[K]> {
  return event as WatchEvent<KindMap[K]>;
}

function asResult<K extends KindName>(_kind: K, result: Result<KubeObject>): Result<KindMap[K]> {
  return result as Result<KindMap[K]>;
}

/**
 * The kind a request is for. A new object goes to the collection of its kind, whatever the version, or where there is no such kind
 * to that of Services; decoding then says what is wrong with it.
 */
function targetOf(request: ApiRequest): KindInfo | undefined {
  const info = kindInfo(request.apiVersion, request.kind);
  if (info !== undefined || request.verb !== 'create') return info;
  return kindInfoByKind(request.kind) ?? kindInfo('v1', 'Service');
}

function handle(registry: RegistryContext, request: ApiRequest): ApiResponse {
  const info = targetOf(request);
  if (info === undefined) {
    const status = noSuchResource();
    return { code: status.code, status, warnings: [] };
  }
  const warnings = new Warnings();
  if (info.kind === 'Endpoints') warnings.add(endpointsDeprecation);
  const named = request.namespace ?? metadataText(request.body, 'namespace');
  const context: RequestContext = { registry, request, info, namespace: info.isNamespaced ? (named === '' ? 'default' : named) : '', warnings };
  const bySubresource = handleSubresource(context);
  if (bySubresource !== undefined) return bySubresource;
  switch (request.verb) {
    case 'create': return handleCreate(context);
    case 'update': return handleUpdate(context);
    case 'patch': return handlePatch(context);
    case 'delete': return handleDelete(context);
    case 'get': return handleGet(context);
    case 'list': return handleList(context);
    default: {
      const status = plainError(`unknown verb ${String(request.verb satisfies never)}`);
      return { code: status.code, status, warnings: [] };
    }
  }
}

/** Requests to a subresource that the verb's own handler does not serve; undefined where it does. */
function handleSubresource(context: RequestContext): ApiResponse | undefined {
  const { request, info } = context;
  switch (request.subresource) {
    case 'eviction': return request.verb === 'create' && info.kind === 'Pod' ? handleEviction(context) : failure(context, noSuchResource());
    case 'scale':
      if (!hasScale(info)) return failure(context, noSuchResource());
      return request.verb === 'update' || request.verb === 'patch' ? handleScale(context) : undefined;
    case 'status': return info.hasStatus ? undefined : failure(context, noSuchResource());
    default: return undefined;
  }
}
