import { Button, CopyButton, Switch } from '@mantine/core';
import { Check, Copy, Download, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { download } from '../../chart/export.ts';
import { messagesOf, type Turn } from '../../state/conversation.ts';
import type { OpenedModel } from '../../workers/protocol/index.ts';
import { Legend } from '../../views/written/Legend.tsx';
import styles from './Chat.module.css';

interface ChatToolsProps {
  readonly turns: readonly Turn[];
  readonly system: string;
  readonly model: OpenedModel;
  readonly seed: number;
  readonly coloured: boolean;
  readonly onColour: (coloured: boolean) => void;
  readonly onReset: () => void;
}

/** What can be done with a conversation as a whole. */
export function ChatTools({ turns, system, model, seed, coloured, onColour, onReset }: ChatToolsProps) {
  const { t } = useTranslation();
  if (turns.length === 0) return null;
  const messages = messagesOf(turns, system);
  const text = messages.map(({ role, content }) => `${t(`chat.role.${role}`)}: ${content}`).join('\n\n');
  return (
    <>
      <div className={styles.tools}>
        <Switch size="sm" label={t('dice.colour')} checked={coloured} onChange={(event) => { onColour(event.currentTarget.checked); }} />
        <span className={styles.row}>
          <CopyButton value={text}>
            {({ copied, copy }) => <Button variant="subtle" color="gray" size="compact-sm" leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />} onClick={copy}>{copied ? t('common.copied') : t('chat.copyText')}</Button>}
          </CopyButton>
          <Button
            variant="subtle" color="gray" size="compact-sm" leftSection={<Download size={15} aria-hidden />}
            onClick={() => { download(new Blob([JSON.stringify({ model: model.source, seed, messages }, undefined, 2)], { type: 'application/json' }), 'conversation.json'); }}
          >{t('chat.saveJson')}</Button>
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<RotateCcw size={15} aria-hidden />} onClick={onReset}>{t('chat.reset')}</Button>
        </span>
      </div>
      {coloured && <Legend />}
    </>
  );
}
