import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Download, ScanText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { Loading } from '../../app/Loading.tsx';
import kept from '../../app/KeptList.module.css';
import panel from '../../app/Panel.module.css';
import { download } from '../../chart/export.ts';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { tokenize } from '../../state/tokenize.ts';
import type { TokenizerEntry } from '../../workers/tokenize-protocol.ts';
import { FileDrop } from './FileDrop.tsx';
import { useEntryTitle } from './use-entry-title.ts';

interface OwnPanelProps {
  readonly entries: readonly TokenizerEntry[];
  readonly onUse: (entry: TokenizerEntry) => void;
  readonly onChange: () => void;
}

/** Tokenizers that the user trained or brought: use, export, delete; and a place to bring one. */
export function OwnPanel({ entries, onUse, onChange }: OwnPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { titleOf } = useEntryTitle();
  const [doubted, setDoubted] = useState<string | undefined>(undefined);
  const [opening, setOpening] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(undefined);
  const act = async (work: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    }
    setOpening(undefined);
  };
  const take = (files: readonly File[]) => act(async () => {
    setOpening(files.map(({ name }) => name).join(', '));
    const entry = await tokenize().take(files);
    onChange();
    onUse(entry);
  });
  const remove = (id: string) => act(async () => {
    await tokenize().remove(id);
    setDoubted(undefined);
    onChange();
  });
  const exported = (entry: TokenizerEntry) => act(async () => { download(await tokenize().exportTokenizer(entry.id), `${entry.id.replace(/^own:/, '')}.tokenizer.json`); });

  return (
    <section className={panel.panel} aria-labelledby="own-tokenizers" data-testid="own-tokenizers">
      <h2 id="own-tokenizers" className={panel.title}>{t('tokenize.own.title')}</h2>
      <p className={panel.note}>{t('tokenize.own.note')}</p>
      {entries.length === 0 && <p className={kept.empty}>{t('tokenize.own.none')}</p>}
      <ul className={kept.list}>
        {entries.map((entry) => {
          const name = titleOf(entry);
          return (
            <li key={entry.id} className={kept.row}>
              <div className={kept.what}>
                <b>{name}</b>
                <span>{[entry.tokens === undefined ? undefined : `${format.number(entry.tokens)} ${t('tokenize.count', { count: entry.tokens })}`, entry.bytes === undefined ? undefined : format.bytes(entry.bytes), entry.savedAt === undefined ? undefined : format.date(entry.savedAt)].filter(Boolean).join(' · ')}</span>
              </div>
              {doubted === entry.id
                ? (
                  <div className={kept.doubt} role="alertdialog" aria-label={t('tokenize.own.confirm', { name })}>
                    <span>{t('tokenize.own.confirm', { name })}</span>
                    <Button size="compact-sm" color="red" onClick={() => void remove(entry.id)}>{t('common.delete')}</Button>
                    <Button size="compact-sm" variant="default" onClick={() => { setDoubted(undefined); }}>{t('common.cancel')}</Button>
                  </div>
                )
                : (
                  <div className={kept.actions}>
                    <Tooltip label={t('tokenize.own.use', { name })}><ActionIcon aria-label={t('tokenize.own.use', { name })} onClick={() => { onUse(entry); }}><ScanText size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>
                    <Tooltip label={t('tokenize.own.export', { name })}><ActionIcon aria-label={t('tokenize.own.export', { name })} onClick={() => void exported(entry)}><Download size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>
                    <Tooltip label={t('tokenize.own.delete', { name })}><ActionIcon aria-label={t('tokenize.own.delete', { name })} onClick={() => { setDoubted(entry.id); }}><Trash2 size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>
                  </div>
                )}
            </li>
          );
        })}
      </ul>
      {opening !== undefined && <Loading what={opening} />}
      {problem !== undefined && <ErrorPanel error={problem} />}
      <FileDrop testId="drop-tokenizer" title={t('tokenize.own.drop')} pick={t('tokenize.own.open')} multiple onFiles={(files) => void take(files)}>
        <p className={kept.foot}>{t('tokenize.own.dropNote')}</p>
      </FileDrop>
    </section>
  );
}
