/** What each kind of volume is called, and which of its fields are told. Mirrors the print…VolumeSource functions of kubectl/pkg/describe/describe.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { quantityOf } from '../../kube/quantity.ts';
import type { PrefixWriter } from './prefixWriter.ts';
import { sortedKeys } from './multiline.ts';
import { textOf } from '../jsonText.ts';

/** A line: its label, and the field behind it, with what stands where the field is absent; or a function of the source. */
type Field = readonly [label: string, field: string, absent?: string] | readonly [label: string, text: (source: JsonObject) => string];
interface Source { readonly field: string; readonly type: string; readonly fields: readonly Field[]; readonly inClaim?: readonly Field[] }

const readOnly: Field = ['ReadOnly:', 'readOnly', 'false'];
const optional: Field = ['Optional:', 'optional', 'false'];
const fsType: Field = ['FSType:', 'fsType'];
const secretRef: Field = ['SecretRef:', (source) => goValue(source['secretRef'], '&')];
const text = (source: JsonObject, field: string): string => goValue(source[field]);

const iscsi: readonly Field[] = [
  ['TargetPortal:', 'targetPortal'], ['IQN:', 'iqn'], ['Lun:', 'lun', '0'], ['ISCSIInterface', 'iscsiInterface'], fsType, readOnly, ['Portals:', 'portals', '[]'],
  ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', 'false'], ['SessionCHAPAuth:', 'chapAuthSession', 'false'], secretRef, ['InitiatorName:', 'initiatorName', '<none>'],
];
const rbd: readonly Field[] = [['CephMonitors:', 'monitors', '[]'], ['RBDImage:', 'image'], fsType, ['RBDPool:', 'pool'], ['RadosUser:', 'user'], ['Keyring:', 'keyring'], secretRef, readOnly];
const scaleIO: readonly Field[] = [['Gateway:', 'gateway'], ['System:', 'system'], ['Protection Domain:', 'protectionDomain'], ['Storage Pool:', 'storagePool'], ['Storage Mode:', 'storageMode'], ['VolumeName:', 'volumeName']];

/** In the order in which the first that is set is taken. */
const sources: readonly Source[] = [
  { field: 'hostPath', type: 'HostPath (bare host directory volume)', fields: [['Path:', 'path'], ['HostPathType:', 'type', '<none>']] },
  { field: 'emptyDir', type: "EmptyDir (a temporary directory that shares a pod's lifetime)", fields: [['Medium:', 'medium'], ['SizeLimit:', sizeLimit]] },
  { field: 'gcePersistentDisk', type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)', fields: [['PDName:', 'pdName'], fsType, ['Partition:', 'partition', '0'], readOnly] },
  { field: 'awsElasticBlockStore', type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)', fields: [['VolumeID:', 'volumeID'], fsType, ['Partition:', 'partition', '0'], readOnly] },
  { field: 'gitRepo', type: 'GitRepo (a volume that is pulled from git when the pod is created)', fields: [['Repository:', 'repository'], ['Revision:', 'revision']] },
  { field: 'secret', type: 'Secret (a volume populated by a Secret)', fields: [['SecretName:', 'secretName'], optional] },
  { field: 'configMap', type: 'ConfigMap (a volume populated by a ConfigMap)', fields: [['Name:', 'name'], optional] },
  { field: 'nfs', type: 'NFS (an NFS mount that lasts the lifetime of a pod)', fields: [['Server:', 'server'], ['Path:', 'path'], readOnly] },
  { field: 'iscsi', type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)", fields: iscsi },
  { field: 'glusterfs', type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)", fields: [['EndpointsName:', 'endpoints'], ['Path:', 'path'], readOnly], inClaim: [['EndpointsName:', 'endpoints'], ['EndpointsNamespace:', 'endpointsNamespace', '<unset>'], ['Path:', 'path'], readOnly] },
  { field: 'persistentVolumeClaim', type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', fields: [['ClaimName:', 'claimName'], readOnly] },
  { field: 'ephemeral', type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)', fields: [] },
  { field: 'rbd', type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)", fields: rbd },
  { field: 'quobyte', type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)", fields: [['Registry:', 'registry'], ['Volume:', 'volume'], readOnly] },
  { field: 'downwardAPI', type: 'DownwardAPI (a volume populated by information about the pod)', fields: [] },
  { field: 'azureDisk', type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)', fields: [['DiskName:', 'diskName'], ['DiskURI:', 'diskURI'], ['Kind: ', 'kind'], fsType, ['CachingMode:', 'cachingMode'], readOnly] },
  { field: 'vsphereVolume', type: 'vSphereVolume (a Persistent Disk resource in vSphere)', fields: [['VolumePath:', 'volumePath'], fsType, ['StoragePolicyName:', 'storagePolicyName']] },
  { field: 'cinder', type: 'Cinder (a Persistent Disk resource in OpenStack)', fields: [['VolumeID:', 'volumeID'], fsType, readOnly, secretRef] },
  { field: 'photonPersistentDisk', type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)', fields: [['PdID:', 'pdID'], fsType] },
  { field: 'portworxVolume', type: 'PortworxVolume (a Portworx Volume resource)', fields: [['VolumeID:', 'volumeID']] },
  { field: 'scaleIO', type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)', fields: [...scaleIO, fsType, readOnly], inClaim: [...scaleIO, ['SecretName:', (source) => secretPart(source, 'name')], ['SecretNamespace:', (source) => secretPart(source, 'namespace')], fsType, readOnly] },
  { field: 'local', type: 'LocalVolume (a persistent volume backed by local storage on a node)', fields: [['Path:', 'path']] },
  { field: 'cephfs', type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)", fields: [['Monitors:', 'monitors', '[]'], ['Path:', 'path'], ['User:', 'user'], ['SecretFile:', 'secretFile'], secretRef, readOnly] },
  { field: 'storageos', type: 'StorageOS (a StorageOS Persistent Disk resource)', fields: [['VolumeName:', 'volumeName'], ['VolumeNamespace:', 'volumeNamespace'], fsType, readOnly] },
  { field: 'fc', type: 'FC (a Fibre Channel disk)', fields: [['TargetWWNs:', (source) => listText(source['targetWWNs'])], ['LUN:', 'lun', '<none>'], fsType, readOnly] },
  { field: 'azureFile', type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)', fields: [['SecretName:', 'secretName'], ['ShareName:', 'shareName'], readOnly], inClaim: [['SecretName:', 'secretName'], ['SecretNamespace:', 'secretNamespace'], ['ShareName:', 'shareName'], readOnly] },
  { field: 'flexVolume', type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)', fields: [['Driver:', 'driver'], fsType, secretRef, readOnly, ['Options:', (source) => mapText(source['options'])]] },
  { field: 'flocker', type: 'Flocker (a Flocker volume mounted by the Flocker agent)', fields: [['DatasetName:', 'datasetName'], ['DatasetUUID:', 'datasetUUID']] },
  { field: 'projected', type: 'Projected (a volume that contains injected data from multiple sources)', fields: [] },
  { field: 'csi', type: 'CSI (a Container Storage Interface (CSI) volume source)', fields: [['Driver:', 'driver'], fsType, readOnly], inClaim: [['Driver:', 'driver'], fsType, ['VolumeHandle:', 'volumeHandle'], readOnly] },
  { field: 'image', type: 'Image (a container image or OCI artifact)', fields: [['Reference:', 'reference'], ['PullPolicy:', 'pullPolicy']] },
];

function secretPart(source: JsonObject, field: string): string {
  return isJsonObject(source['secretRef']) ? text(source['secretRef'], field) : '';
}

function sizeLimit(source: JsonObject): string {
  const limit = source['sizeLimit'];
  return typeof limit === 'string' && quantityOf(limit).unscaled > 0n ? limit : '<unset>';
}

function listText(value: JsonValue | undefined): string {
  return Array.isArray(value) ? value.join(', ') : '';
}

function mapText(value: JsonValue | undefined): string {
  return isJsonObject(value) ? `map[${sortedKeys(value).map((key) => `${key}:${goValue(value[key])}`).join(' ')}]` : 'map[]';
}

/** A value as Go's %v prints it; `pointer` is what stands before a struct. */
function goValue(value: JsonValue | undefined, pointer = ''): string {
  if (value === undefined || value === null) return pointer === '' ? '' : 'nil';
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => goValue(item)).join(' ')}]`;
  if (isJsonObject(value)) return `${pointer}LocalObjectReference{${Object.entries(value).map(([key, item]) => `${key.charAt(0).toUpperCase()}${key.slice(1)}:${goValue(item)},`).join('')}}`;
  return textOf(value);
}

/** Type and fields of the source that is set; `<unknown>` where none is. `isClaim`: of a PersistentVolume. */
export function writeVolumeSource(w: PrefixWriter, volume: JsonObject, isClaim: boolean): void {
  for (const { field, type, fields, inClaim } of sources) {
    const source = volume[field];
    if (!isJsonObject(source)) continue;
    const lines = (isClaim ? inClaim ?? fields : fields).map((line) => `    ${line[0]}\t${fieldText(source, line)}\n`);
    w.write(2, `Type:\t${type}\n${lines.join('')}`);
    return writeParts(w, field, source);
  }
  w.write(1, '<unknown>\n');
}

function fieldText(source: JsonObject, line: Field): string {
  const [, what, absent] = line;
  if (typeof what === 'function') return what(source);
  return source[what] === undefined ? absent ?? '' : text(source, what);
}

function writeParts(w: PrefixWriter, field: string, source: JsonObject): void {
  if (field === 'csi') return writeAttributes(w, source['volumeAttributes']);
  if (field === 'downwardAPI') {
    w.write(0, '    Items:\n');
    return objectsOf(source['items']).forEach((item) => writeDownwardItem(w, item));
  }
  if (field === 'projected') return objectsOf(source['sources']).forEach((part) => writeProjection(w, part));
  if (field === 'ephemeral' && isJsonObject(source['volumeClaimTemplate'])) writeClaimTemplate(w, source['volumeClaimTemplate']);
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item: JsonValue): item is JsonObject => isJsonObject(item)) : [];
}

function writeAttributes(w: PrefixWriter, attributes: JsonValue | undefined): void {
  const map = isJsonObject(attributes) ? attributes : {};
  const lines = sortedKeys(map).map((key) => `${key}=${text(map, key)}`).map((line) => `    ${line.length > 140 ? `${line.slice(0, 140)}...` : line}\n`);
  if (lines.length === 0) return w.write(2, 'VolumeAttributes:\t<none>\n');
  w.write(2, `VolumeAttributes:\t${lines.map((line, i) => (i === 0 ? line : `        \t${line}`)).join('')}`);
}

function writeDownwardItem(w: PrefixWriter, item: JsonObject): void {
  const path = text(item, 'path');
  if (isJsonObject(item['fieldRef'])) w.write(3, `${text(item['fieldRef'], 'fieldPath')} -> ${path}\n`);
  if (isJsonObject(item['resourceFieldRef'])) w.write(3, `${text(item['resourceFieldRef'], 'resource')} -> ${path}\n`);
}

function writeProjection(w: PrefixWriter, part: JsonObject): void {
  const named = (label: string, source: JsonObject): void => w.write(2, `${label}:\t${text(source, 'name')}\n    Optional:\t${source['optional'] === true ? 'true' : 'false'}\n`);
  if (isJsonObject(part['secret'])) return named('SecretName', part['secret']);
  if (isJsonObject(part['downwardAPI'])) return w.write(2, 'DownwardAPI:\ttrue\n');
  if (isJsonObject(part['configMap'])) return named('ConfigMapName', part['configMap']);
  if (isJsonObject(part['serviceAccountToken'])) w.write(2, `TokenExpirationSeconds:\t${text(part['serviceAccountToken'], 'expirationSeconds')}\n`);
}

/** The few lines of a claim that have a meaning before it exists. */
function writeClaimTemplate(w: PrefixWriter, template: JsonObject): void {
  const spec = isJsonObject(template['spec']) ? template['spec'] : {};
  const metadata = isJsonObject(template['metadata']) ? template['metadata'] : {};
  const lines = (value: JsonValue | undefined, separator: string): string => {
    const map = isJsonObject(value) ? value : {};
    const texts = sortedKeys(map).map((key) => `${key}${separator}${text(map, key)}`);
    return texts.length === 0 ? '<none>' : texts.join('\n    \t');
  };
  w.write(2, `StorageClass:\t${text(spec, 'storageClassName')}\n`);
  w.write(2, `Volume:\t${text(spec, 'volumeName')}\n`);
  w.write(2, `Labels:\t${lines(metadata['labels'], '=')}\n`);
  w.write(2, `Annotations:\t${lines(metadata['annotations'], ': ')}\n`);
  w.write(2, 'Capacity:\t\n');
  w.write(2, 'Access Modes:\t\n');
  if (spec['volumeMode'] !== undefined) w.write(2, `VolumeMode:\t${text(spec, 'volumeMode')}\n`);
}
