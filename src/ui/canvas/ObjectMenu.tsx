import { ContextMenu } from 'radix-ui';
import { Fragment, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../../protocol/ref.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp } from '../common/appContext.tsx';
import { menuItems } from './menuItems.ts';
import type { MenuItem } from './menuItems.ts';

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
                  <ContextMenu.Item key={item.label} className="cv-menu-item" disabled={item.reason !== undefined} data-danger={item.isDanger === true || undefined} onSelect={() => item.run()}>
                    {t(item.label)}
                    {item.reason === undefined ? null : <span className="cv-menu-reason">{t(item.reason)}</span>}
                  </ContextMenu.Item>
                ))}
              </Fragment>
            ))}
          </ContextMenu.Content>
        </ContextMenu.Portal>
      )}
    </ContextMenu.Root>
  );
}
