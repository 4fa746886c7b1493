import { findDocument } from '../manifests/findDocument.ts';
import { removeDocument } from '../manifests/removeDocument.ts';
import type { Drift } from '../protocol/drift.ts';
import type { AppContext } from './context.ts';
import type { AppActions } from './types.ts';

const separator = '---\n';

/** The text after it says of one object what the cluster has; null where it has no place for it. */
function withDrift({ manifestText }: AppContext, text: string, drift: Drift): string | null {
  switch (drift.kind) {
    case 'changed': return manifestText.editObject(text, drift.ref, drift.edits);
    case 'added': return `${text.trim() === '' ? '' : `${text.trimEnd()}\n${separator}`}${drift.yaml ?? ''}`;
    case 'deleted': {
      const parse = manifestText.parse(text);
      const index = findDocument(parse, drift.ref);
      return index === undefined ? null : (removeDocument(parse, index) ?? null);
    }
  }
}

/** The two ways to bring text and cluster together again. */
export function createDriftActions(context: AppContext, api: AppActions['api']): Pick<AppActions, 'takeDrift' | 'putBack'> {
  return {
    takeDrift: (drifts) => {
      const before = context.documents.store.getState().manifests;
      let text = before;
      const missed = drifts.filter((drift) => {
        const next = withDrift(context, text, drift);
        if (next !== null) text = next;
        return next === null;
      });
      if (text !== before) context.documents.change('', { manifests: text });
      const [first] = missed;
      if (first !== undefined) context.toast('shell.toast.notInText', { kind: first.ref.kind, name: first.ref.name });
      return first === undefined;
    },
    putBack: (drifts) => {
      for (const { putBack } of drifts) {
        void api(putBack).then((response) => {
          if ('status' in response) context.toast('shell.toast.notPutBack', { message: response.status.message });
        });
      }
    },
  };
}
