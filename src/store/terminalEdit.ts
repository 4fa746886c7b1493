import { objectId } from '../protocol/ref.ts';
import type { TerminalUpdate } from '../protocol/terminal.ts';
import type { AppContext } from './context.ts';
import type { AppActions } from './types.ts';

/** Opens what `kubectl edit` asked for: its document; a new document where the text has none; what the cluster keeps where it belongs to another object. */
export function openEdit({ documents, manifestText, toast, ui }: AppContext, actions: Pick<AppActions, 'revealField' | 'select' | 'importText'>, { object, yaml }: NonNullable<TerminalUpdate['edit']>): void {
  const isInText = (): boolean => manifestText.locateNearest(documents.store.getState().manifests, object, []) !== null;
  if (!isInText() && yaml !== '') actions.importText(yaml, 'append');
  if (isInText()) {
    actions.revealField(object, []);
    return;
  }
  actions.select(objectId(object));
  ui.setState({ inspectorTab: 'yaml', isInspectorOpen: true });
  toast('shell.toast.notInText', { kind: object.kind, name: object.name });
}
