import { objectId } from '../protocol/ref.ts';
import type { ClientRef, Place } from '../protocol/request.ts';
import { clientKey } from './clients.ts';
import { doorIn, doorOut } from './doors.ts';
import { podRect, proxyPort } from './edges.ts';
import type { Point } from './geometry.ts';
import { entryKey } from './leftLanes.ts';
import { measures } from './measures.ts';
import { nodeKey } from './podGroups.ts';
import type { ExternalBox, Scene, SceneBox } from './scene.ts';

/** Where a dot comes into a place and where it leaves it; the same point where it does not pass through. `box` is the key of what is there. */
export interface Anchor { readonly in: Point; readonly out: Point; readonly box: string }

const atPoint = (point: Point, box: string): Anchor => ({ in: point, out: point, box });
export const across = (box: SceneBox): Anchor => ({ in: doorIn(box), out: doorOut(box), box: box.key });

function ofClient(scene: Scene, client: ClientRef): Anchor | null {
  const card = scene.boxes.get(clientKey(client));
  if (card !== undefined) return atPoint(doorOut(card), card.key);
  switch (client.kind) {
    case 'pod': {
      const id = objectId({ kind: 'Pod', namespace: client.namespace, name: client.name });
      // A Pod that sends for its workload starts from the workload's card.
      const ofWorkload = scene.boxes.get(`client:${scene.locate(id)?.group ?? ''}`);
      return ofWorkload === undefined ? ofPod(scene, id) : atPoint(doorOut(ofWorkload), ofWorkload.key);
    }
    case 'node':
      return ofNode(scene, client.name);
    case 'workload': {
      for (const box of scene.order) {
        if (box.type !== 'node' && box.type !== 'pending') continue;
        const group = box.groups.find((candidate) => candidate.workload === client.id);
        if (group !== undefined) return atPoint({ x: box.rect.x + group.rect.x, y: box.rect.y + group.rect.y + measures.group.header / 2 }, box.key);
      }
      return null;
    }
    case 'outside':
      return null;
  }
}

function ofPod(scene: Scene, id: string): Anchor | null {
  const location = scene.locate(id);
  const rect = podRect(scene.boxes, location);
  if (rect === undefined || location === undefined) return null;
  return atPoint({ x: rect.x + Math.min(6, rect.width / 2), y: rect.y + rect.height / 2 }, location.box);
}

function ofNode(scene: Scene, name: string): Anchor | null {
  const box = scene.boxes.get(nodeKey(name));
  return box?.type === 'node' ? atPoint(proxyPort(box), box.key) : null;
}

function ofOutside(scene: Scene, name: string): Anchor | null {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  const isIt = (box: ExternalBox): boolean => box.name.toLowerCase() === wanted || (box.address !== '' && box.address === wanted);
  for (const box of scene.order) if (box.type === 'external' && isIt(box)) return atPoint(doorIn(box), box.key);
  return ofClient(scene, { kind: 'outside', name });
}

/** Where a place of a request is in the picture; null where it is not drawn. A `dns` stop stands beside its client: see `path`. */
export function anchor(scene: Scene, place: Place): Anchor | null {
  switch (place.kind) {
    case 'client':
      return ofClient(scene, place.client);
    case 'dns':
      return null;
    case 'loadBalancer': {
      const box = scene.boxes.get(entryKey('loadBalancer', place.service)) ?? scene.boxes.get(place.service);
      return box === undefined ? null : across(box);
    }
    case 'node':
      return ofNode(scene, place.name);
    case 'service': {
      const box = scene.boxes.get(place.id);
      return box === undefined ? null : across(box);
    }
    case 'pod':
      return ofPod(scene, place.id);
    case 'outside':
      return ofOutside(scene, place.name);
  }
}
