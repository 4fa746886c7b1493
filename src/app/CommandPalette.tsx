import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { parseObjectId } from '../protocol/ref.ts';
import { useApp, useCluster } from '../ui/common/appContext.tsx';
import { shortcutText } from '../ui/common/shortcuts.ts';
import { groupCommands } from './groupCommands.ts';

const maxObjects = 200;
const itemClass = 'flex items-center gap-3 rounded-control px-2.5 py-1.5 data-[selected=true]:bg-accent-soft';
const groupClass = '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:font-[550] [&_[cmdk-group-heading]]:text-ink-3';

/** Everything that can be done and everything that can be selected, found by typing. */
export function CommandPalette() {
  const app = useApp();
  const { t } = useTranslation();
  const close = (): void => app.actions.setUI({ dialog: null });
  const run = (action: () => void): void => {
    close();
    action();
  };
  const groups = groupCommands(app.commands.filter((command) => command.id !== 'view.palette' && command.isAvailable()));
  return (
    <Dialog.Root open onOpenChange={(isOpen) => { if (!isOpen) close(); }}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content className="dialog rise" aria-describedby={undefined}>
          <Dialog.Title className="sr-only">{t('shell.palette.title')}</Dialog.Title>
          <Command label={t('shell.palette.title')} loop className="flex min-h-0 flex-col">
            <Command.Input autoFocus placeholder={t('shell.palette.placeholder')} className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-sm outline-none placeholder:text-ink-3" />
            <Command.List className="min-h-0 overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-ink-2">{t('shell.palette.nothing')}</Command.Empty>
              {groups.map(([group, commands]) => (
                <Command.Group key={group} heading={t(group)} className={groupClass}>
                  {commands.map((command) => (
                    <Command.Item key={command.id} value={command.id} keywords={[t(command.label, { ...command.params }), t(group)]} className={itemClass} onSelect={() => run(command.run)}>
                      <span className="min-w-0 flex-1 truncate">{t(command.label, { ...command.params })}</span>
                      {command.shortcut !== undefined && <kbd className="kbd">{shortcutText(command.shortcut)}</kbd>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              <Objects onChoose={(id) => run(() => app.actions.select(id))} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Objects({ onChoose }: { readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const ids = useCluster((state) => state.ids);
  const all = [...ids.services, ...ids.workloads, ...ids.nodes, ...ids.pods].slice(0, maxObjects);
  return (
    <Command.Group heading={t('shell.palette.objects')} className={groupClass}>
      {all.map((id) => {
        const { kind, namespace, name } = parseObjectId(id);
        return (
          <Command.Item key={id} value={id} className={itemClass} onSelect={() => onChoose(id)}>
            <span className="w-20 shrink-0 text-ink-2">{kind}</span><span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span><span className="text-ink-3">{namespace}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}
