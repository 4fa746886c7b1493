import { decodeFile } from '../share/file.ts';
import type { LinkError } from '../share/link.ts';
import { decodeLink } from '../share/link.ts';
import type { ScenarioView } from '../protocol/scenario.ts';
import { defaultView } from '../share/sharedState.ts';
import { firstDocument, openedDocument } from './documents.ts';
import type { DocumentState } from './types.ts';

export interface Initial {
  readonly document: DocumentState;
  readonly view: ScenarioView;
  /** Why the link in the address was not opened. */
  readonly linkError: LinkError | null;
  /** A link was opened although this was kept of the last visit. */
  readonly displaced: string | null;
}

/** What the page opens with: the link in its address, else what it held last, else the first scenario. */
export function initialDocument(hash: string, saved: string | null): Initial {
  const link = decodeLink(hash);
  const linkError = link.ok || link.code === 'notALink' ? null : link.code;
  if (link.ok) return { document: openedDocument(link.state), view: link.state.view, linkError, displaced: saved };
  const file = saved === null ? null : decodeFile(saved);
  if (file?.ok === true) return { document: openedDocument(file.state), view: file.state.view, linkError, displaced: null };
  return { document: firstDocument, view: defaultView, linkError, displaced: null };
}
