import { ContextMenu } from 'radix-ui';
import { Fragment, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp } from '../common/appContext.tsx';
import { menuItems } from './menuItems.ts';
import type { MenuItem } from './menuItems.ts';

/** What one would type for the items, each to be copied or run in the terminal. */
function TypedItems({ groups }: { readonly groups: readonly (readonly MenuItem[])[] }) {
  const { t } = useTranslation();
  const app = useApp();
  const typed = groups.flat().flatMap((item) => (item.typed === undefined || item.reason !== undefined ? [] : [item.typed]));
  if (typed.length === 0) return null;
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(() => { app.actions.toast('canvas.toast.copied', { text }); }, () => { app.actions.toast('shell.toast.noClipboard'); });
  };
  return (
    <>
      <ContextMenu.Separator className="cv-menu-line" />
      <ContextMenu.Label className="cv-menu-title">{t('canvas.menu.asKubectl')}</ContextMenu.Label>
      {typed.map((text) => <ContextMenu.Item key={text} className="cv-menu-item cv-menu-typed" aria-label={t('canvas.menu.copyTyped', { text })} onSelect={() => { copy(text); }}>{text}</ContextMenu.Item>)}
    </>
  );
}

interface Opened { readonly id: ObjectId; readonly groups: readonly (readonly MenuItem[])[] }

/** The menu of whatever is under the pointer, or in focus: a right click, the menu key, or a card's Actions button opens it. */
export function ObjectMenu({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const app = useApp();
  const [opened, setOpened] = useState<Opened | null>(null);
  const onContextMenu = (event: MouseEvent<HTMLDivElement>): void => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-object]')?.dataset['object'] : undefined;
    const groups = id === undefined ? [] : menuItems(app, id);
    if (id === undefined || groups.length === 0) {
      // Nothing to say: neither our menu nor the browser's over the picture.
      event.preventDefault();
      setOpened(null);
      return;
    }
    setOpened({ id, groups });
  };
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <div className="cv-surface" onContextMenu={onContextMenu}>{children}</div>
      </ContextMenu.Trigger>
      {opened === null ? null : (
        <ContextMenu.Portal>
          <ContextMenu.Content className="cv-menu" aria-label={t('canvas.actionsOf', { name: parseObjectId(opened.id).name })} collisionPadding={8}>
            <ContextMenu.Label className="cv-menu-title">{parseObjectId(opened.id).kind} <b>{parseObjectId(opened.id).name}</b></ContextMenu.Label>
            {opened.groups.map((group, index) => (
              <Fragment key={group.map((item) => item.label).join()}>
                {index === 0 ? null : <ContextMenu.Separator className="cv-menu-line" />}
                {group.map((item) => (
                  <ContextMenu.Item key={`${item.label} ${JSON.stringify(item.params)}`} className="cv-menu-item" disabled={item.reason !== undefined} data-danger={item.isDanger === true || undefined} onSelect={() => item.run()}>
                    {t(item.label, item.params ?? {})}
                    {item.reason === undefined ? null : <span className="cv-menu-reason">{t(item.reason)}</span>}
                  </ContextMenu.Item>
                ))}
              </Fragment>
            ))}
            <TypedItems groups={opened.groups} />
          </ContextMenu.Content>
        </ContextMenu.Portal>
      )}
    </ContextMenu.Root>
  );
}
