import type { ObjectId } from '../protocol/ref.ts';
import { parseObjectId } from '../protocol/ref.ts';
import type { Grid } from './detail.ts';
import type { Rect } from './geometry.ts';
import { measures } from './measures.ts';
import { compareNames } from './names.ts';
import type { GroupMembers } from './podGroups.ts';
import type { Density, PodBox, PodGroup } from './scene.ts';

/** Width, height and distance of a Pod's place. */
export const placeSize = (density: Density): { readonly width: number; readonly height: number; readonly gap: number } => (density === 'chips' ? measures.chip : measures.cell);

/** The width of one track of groups: at least what a name and a slider need. */
function trackWidth(grid: Grid): number {
  const place = placeSize(grid.density);
  return Math.max(grid.columns * (place.width + place.gap) - place.gap, 3 * measures.chip.width + 2 * measures.chip.gap);
}

/** The width of a box with such a grid. */
export const boxWidth = (grid: Grid): number => grid.tracks * (trackWidth(grid) + measures.group.trackGap) - measures.group.trackGap + 2 * measures.node.padding;

/** Where a slot of a group is, relative to the box. */
export function slotRect(group: PodGroup, density: Density, slot: number): Rect {
  const place = placeSize(density);
  const column = slot % group.columns;
  const row = Math.floor(slot / group.columns);
  return {
    x: group.rect.x + column * (place.width + place.gap),
    y: group.rect.y + measures.group.header + row * (place.height + place.gap),
    width: place.width,
    height: place.height,
  };
}

/** The place under a point, both relative to the box; null between places and where no Pod is. */
export function podAtPoint(box: PodBox, x: number, y: number): ObjectId | null {
  const place = placeSize(box.density);
  for (const group of box.groups) {
    const top = group.rect.y + measures.group.header;
    if (y < top || y >= group.rect.y + group.rect.height || x < group.rect.x || x >= group.rect.x + group.rect.width) continue;
    const column = Math.floor((x - group.rect.x) / (place.width + place.gap));
    const row = Math.floor((y - top) / (place.height + place.gap));
    if (column >= group.columns) return null;
    const isInPlace = x - group.rect.x - column * (place.width + place.gap) <= place.width && y - top - row * (place.height + place.gap) <= place.height;
    return isInPlace ? (group.slots[row * group.columns + column] ?? null) : null;
  }
  return null;
}

const byNamespaceAndName = (a: GroupMembers, b: GroupMembers): number => {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  // Bare Pods come after the workloads.
  if ((a.workload === null) !== (b.workload === null)) return a.workload === null ? 1 : -1;
  return compareNames(parseObjectId(a.key).name, parseObjectId(b.key).name) || (a.key < b.key ? -1 : 1);
};

interface BoxShape {
  readonly type: PodBox['type'];
  readonly key: string;
  readonly name: string;
  readonly grid: Grid;
  readonly hasSlider: (workload: ObjectId) => boolean;
  readonly before: PodBox | undefined;
}

/** Stands the groups of a box beside and under each other. The place of the box itself comes later. */
export function layoutBox(members: Iterable<GroupMembers>, shape: BoxShape): PodBox {
  const { grid, before } = shape;
  const place = placeSize(grid.density);
  const isNode = shape.type === 'node';
  const sorted = [...members].sort(byNamespaceAndName);
  const groups: PodGroup[] = [];
  let y: number = isNode ? measures.node.top : measures.pending.top;
  for (let first = 0; first < sorted.length; first += grid.tracks) {
    let rowHeight = 0;
    sorted.slice(first, first + grid.tracks).forEach((group, track) => {
      const height = measures.group.header + rowsOf(group, grid.columns) * (place.height + place.gap) - place.gap;
      rowHeight = Math.max(rowHeight, height);
      const x = measures.node.padding + track * (trackWidth(grid) + measures.group.trackGap);
      groups.push(podGroup(group, { x, y, width: trackWidth(grid), height }, grid.columns, shape));
    });
    y += rowHeight + measures.group.gap;
  }
  const needed = y - (groups.length > 0 ? measures.group.gap : 0) + measures.node.bottom;
  const height = steppedHeight(needed, isNode ? measures.node.minHeight : measures.pending.minHeight, before?.density === grid.density ? before.rect.height : 0);
  return {
    type: shape.type,
    key: shape.key,
    id: isNode ? shape.key : '',
    name: shape.name,
    rect: { x: before?.rect.x ?? 0, y: before?.rect.y ?? 0, width: boxWidth(grid), height },
    density: grid.density,
    groups,
    podCount: groups.reduce((sum, group) => sum + group.podCount, 0),
  };
}

const podGroup = (group: GroupMembers, rect: Rect, columns: number, shape: BoxShape): PodGroup => ({
  key: group.key,
  workload: group.workload,
  namespace: group.namespace,
  rect,
  hasSlider: group.workload !== null && shape.hasSlider(group.workload),
  columns,
  slots: [...group.slots.places],
  podCount: group.slots.index.size,
});

/** As many as the slots need; one row more than that is kept, so that a Pod that goes does not pull up what is below. */
function rowsOf(group: GroupMembers, columns: number): number {
  const needed = Math.max(1, Math.ceil(group.slots.places.length / columns));
  const isKept = group.columns === columns && group.rows > needed && group.rows - needed <= 1;
  if (!isKept) group.rows = needed;
  group.columns = columns;
  return group.rows;
}

function steppedHeight(needed: number, least: number, before: number): number {
  const { step } = measures.node;
  const wanted = Math.max(least, least + Math.ceil((needed - least) / step) * step);
  return before > wanted && before - wanted <= step ? before : wanted;
}
