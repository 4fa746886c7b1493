import { isReplacement } from '../manifests/isReplacement.ts';
import { applyEdits } from '../manifests/textEdit.ts';
import type { ManifestDiagnostic } from '../protocol/message.ts';
import type { ObjectRef } from '../protocol/ref.ts';
import { parseObjectId } from '../protocol/ref.ts';
import { decodeFile } from '../share/file.ts';
import type { AppContext } from './context.ts';
import { openedDocument, withLineFeeds } from './documents.ts';
import { replaceManifests } from './replaceText.ts';
import type { AppActions } from './types.ts';

type EditActions = Pick<AppActions,
  'setManifests' | 'editField' | 'editObject' | 'canEditObject' | 'applyFix' | 'takeMended' | 'locate' | 'revealField' | 'setReplicas' | 'canSetReplicas' | 'importText' | 'undo' | 'redo' | 'canUndo' | 'canRedo'>;

const replicasPath = ['spec', 'replicas'] as const;
const separator = '\n---\n';

/** The actions that change or look at the manifests' text. */
export function createEditActions(context: AppContext): EditActions {
  const { documents, manifestText, ui } = context;
  const text = (): string => documents.store.getState().manifests;
  const write = (kind: string, manifests: string): void => documents.change(kind, { manifests });

  const editField: AppActions['editField'] = (object, path, value) => {
    const edited = manifestText.edit(text(), object, path, value);
    if (edited === null) return false;
    write(`field:${object.kind}/${object.namespace ?? ''}/${object.name}:${path.join('.')}`, edited);
    return true;
  };

  return {
    setManifests: (given) => {
      const manifests = withLineFeeds(given);
      if (isReplacement(text(), manifests)) replaceManifests(context, manifests);
      else write('typing', manifests);
    },
    editField,
    editObject: (object, edits) => {
      const edited = manifestText.editObject(text(), object, edits);
      if (edited === null) return false;
      write('', edited);
      return true;
    },
    canEditObject: (object, edits) => manifestText.editObject(text(), object, edits) !== null,
    applyFix: (diagnostic, fix) => applyFix(context, diagnostic, fix),
    takeMended: (mended) => {
      if (isReplacement(text(), mended)) replaceManifests(context, mended);
      else write('', mended);
    },
    locate: (object, path) => manifestText.locate(text(), object, path),
    revealField: (object, path) => {
      const range = manifestText.locateNearest(text(), object, path);
      if (range === null) {
        context.toast('shell.toast.notInText', { kind: object.kind, name: object.name });
        return;
      }
      ui.setState((state) => ({ isEditorOpen: true, phoneTab: 'yaml', reveal: { range, token: (state.reveal?.token ?? 0) + 1 } }));
    },
    setReplicas: (workload, replicas) => {
      editField(refOf(workload), replicasPath, Math.max(0, Math.round(replicas)));
    },
    canSetReplicas: (workload) => manifestText.edit(text(), refOf(workload), replicasPath, 1) !== null,
    importText: (imported, mode) => importText(context, imported, mode),
    undo: documents.history.undo,
    redo: documents.history.redo,
    canUndo: documents.history.canUndo,
    canRedo: documents.history.canRedo,
  };
}

/** The manifests are searched by kind, namespace and name, so the group may stay open. */
function refOf(id: string): ObjectRef {
  const { kind, namespace, name } = parseObjectId(id);
  return { apiVersion: '', kind, name, ...(namespace === '' ? {} : { namespace }) };
}

/** A fix speaks of the text that was looked at; on any other it would hit the wrong characters. */
function applyFix(context: AppContext, diagnostic: ManifestDiagnostic, fix = diagnostic.fixes[0]): void {
  if (fix === undefined) return;
  if (!context.manifests.getState().diagnostics.includes(diagnostic)) {
    context.toast('shell.toast.staleFix');
    return;
  }
  const text = context.documents.store.getState().manifests;
  context.documents.change('', { manifests: applyEdits(text, fix.edits.map(({ range, text: added }) => ({ start: range.start, end: range.end, text: added }))) });
}

function importText(context: AppContext, imported: string, mode: 'replace' | 'append'): void {
  const { documents, toast } = context;
  const undo = { code: 'shell.toast.undo', run: documents.history.undo };
  const file = decodeFile(imported);
  if (file.ok) {
    documents.change('', openedDocument(file.state));
    toast('shell.toast.openedFile', {}, undo);
    return;
  }
  if (file.code !== 'notALink') {
    toast(`shell.share.${file.code}`);
    return;
  }
  const before = documents.store.getState();
  const text = withLineFeeds(imported);
  if (mode === 'append' && before.manifests.trim() !== '') {
    documents.change('', { manifests: `${before.manifests.trimEnd()}${separator}${text}` });
    toast('shell.toast.appended', {}, undo);
    return;
  }
  replaceManifests(context, text);
  const { traffic } = documents.store.getState();
  const count = traffic === before.traffic ? 0 : traffic.length;
  toast(count === 0 ? 'shell.toast.replaced' : 'shell.toast.replacedWithTraffic', { count }, undo);
}
