import { ClientCard } from './ClientCard.tsx';
import { EntryCard } from './EntryCard.tsx';
import { ExternalCard } from './ExternalCard.tsx';
import { NodeBox } from './NodeBox.tsx';
import { PendingBox } from './PendingBox.tsx';
import { ServiceCard } from './ServiceCard.tsx';

// A constant of the module: React Flow starts anew when it changes.
export const nodeTypes = { client: ClientCard, entry: EntryCard, service: ServiceCard, external: ExternalCard, node: NodeBox, pending: PendingBox } as const;
