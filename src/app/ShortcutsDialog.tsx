import { useTranslation } from 'react-i18next';
import { useApp } from '../ui/common/appContext.tsx';
import { Modal } from '../ui/common/Modal.tsx';
import { shortcutText } from '../ui/common/shortcuts.ts';
import { groupCommands } from './groupCommands.ts';

/** Every command that has keys, by what it belongs to. */
export function ShortcutsDialog() {
  const { commands } = useApp();
  const { t } = useTranslation();
  const groups = groupCommands(commands.filter(({ shortcut }) => shortcut !== undefined));
  return (
    <Modal title={t('shell.shortcuts.title')} description={t('shell.shortcuts.description')}>
      {groups.map(([group, members]) => (
        <section key={group} className="py-2">
          <h3 className="pb-1 text-xs font-[550] text-ink-3">{t(group)}</h3>
          <dl className="grid gap-0.5">
            {members.map(({ id, label, params, shortcut = '' }) => (
              <div key={id} className="flex items-center justify-between gap-4 py-0.5"><dt>{t(label, { ...params })}</dt><dd><kbd className="kbd">{shortcutText(shortcut)}</kbd></dd></div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
