import type { Point } from './geometry.ts';
import { measures } from './measures.ts';
import type { SceneBox } from './scene.ts';

/** Where requests go into a card and come out of it. Through a Service they run along the bar of its endpoints. */
export const doorY = (box: Pick<SceneBox, 'type' | 'rect'>): number => box.rect.y + (box.type === 'service' ? measures.service.door : box.rect.height / 2);
export const doorIn = (box: SceneBox): Point => ({ x: box.rect.x, y: doorY(box) });
export const doorOut = (box: SceneBox): Point => ({ x: box.rect.x + box.rect.width, y: doorY(box) });
