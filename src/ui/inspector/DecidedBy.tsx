import { useTranslation } from 'react-i18next';
import type { FieldPath, FieldRef } from '../../protocol/ref.ts';
import { useApp, useDocument } from '../common/appContext.tsx';
import { fieldInText } from './fieldInText.ts';

const pathText = (path: FieldPath): string => path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('').replace(/^\./, '');

/** The line of the manifests that decided something; a field that nobody wrote is named as the default that it is. */
export function DecidedBy({ field }: { readonly field: FieldRef }) {
  const app = useApp();
  const { t } = useTranslation();
  useDocument((state) => state.manifests);
  const { object, path } = fieldInText(app, field);
  const range = app.actions.locate(object, path);
  const name = `${object.kind} ${object.name}`;
  if (range === null) {
    const last = path.filter((segment) => typeof segment === 'string').at(-1) ?? '';
    const isInText = app.actions.locate(object, ['metadata', 'name']) !== null;
    return <span className="text-[var(--ink-3)]" title={`${name} ${pathText(path)}`}>({isInText ? t('panels.byDefault', { field: last }) : t('panels.notInText', { field: last, name })})</span>;
  }
  return (
    <button type="button" className="link" aria-label={t('panels.showLine', { name, path: pathText(path), line: range.startLine })} onClick={() => { app.actions.revealField(object, path); }}>
      {t('panels.line', { line: range.startLine })}
    </button>
  );
}
