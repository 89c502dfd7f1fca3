import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Download, FolderOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { firstPathOf } from '../../app/paths.ts';
import { useFormat } from '../../app/i18n/format.ts';
import kept from '../../app/KeptList.module.css';
import panel from '../../app/Panel.module.css';
import { download } from '../../chart/export.ts';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import { isActive, useTraining } from '../../state/training.ts';
import type { StoredThing } from '../../workers/protocol/index.ts';
import styles from './StorageList.module.css';

/** What this browser keeps for the user: size, export, delete. */
export function StorageList({ version, onChange }: { version: number; onChange: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, error, reload } = useQuery(`storage/${version}`, () => compute().storage());
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  const report = value ?? last;
  const [doubted, setDoubted] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(undefined);
  const running = useTraining(({ state, request }) => (isActive(state) ? request : undefined));

  const act = async (work: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (failure) {
      setProblem(failure);
    }
  };
  const remove = (thing: StoredThing) => act(async () => {
    await compute().remove(thing.kind, thing.name);
    setDoubted(undefined);
    reload();
    onChange();
  });
  const exported = (thing: StoredThing) => act(async () => { download(await compute().exportThing(thing.kind, thing.name), `${thing.name}.zip`); });

  return (
    <section className={panel.panel} aria-labelledby="storage">
      <h2 id="storage" className={panel.title}>{t('storage.title')}</h2>
      <p className={panel.note}>{t('storage.note')}</p>
      {(problem ?? error) !== undefined && <ErrorPanel error={problem ?? error} retry={reload} />}
      {report?.things.length === 0 && <p className={kept.empty}>{t('storage.empty')}</p>}
      {report !== undefined && report.things.length > 0 && (
        <ul className={kept.list}>
          {report.things.map((thing) => {
            const id = `${thing.kind}/${thing.name}`;
            const inUse = running !== undefined && (thing.kind === 'model' ? running.name === thing.name : [thing.name, `own:${thing.name}`, `text:${thing.name}`].includes(running.data));
            return (
              <li key={id} className={kept.row}>
                <div className={kept.what}>
                  <b>{thing.title}</b>
                  <span>{[t(`storage.${thing.kind}`), thing.detail.step === undefined ? undefined : t('models.step', { step: format.number(thing.detail.step) }), thing.detail.count === undefined ? undefined : t('common.pictures', { count: thing.detail.count }), format.bytes(thing.bytes), thing.savedAt === undefined ? undefined : format.date(thing.savedAt)].filter(Boolean).join(' · ')}</span>
                </div>
                {doubted === id
                  ? (
                    <div className={kept.doubt} role="alertdialog" aria-label={t('storage.confirm', { name: thing.title })}>
                      <span>{t('storage.confirm', { name: thing.title })}</span>
                      <Button size="compact-sm" color="red" onClick={() => void remove(thing)}>{t('common.delete')}</Button>
                      <Button size="compact-sm" variant="default" onClick={() => { setDoubted(undefined); }}>{t('common.cancel')}</Button>
                    </div>
                  )
                  : (
                    <div className={kept.actions}>
                      {thing.kind === 'model' && <Tooltip label={t('storage.open', { name: thing.title })}><ActionIcon component={Link} to={firstPathOf(`opfs:${thing.name}`, thing.detail.tasks ?? [])} aria-label={t('storage.open', { name: thing.title })}><FolderOpen size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>}
                      <Tooltip label={t('storage.export', { name: thing.title })}><ActionIcon aria-label={t('storage.export', { name: thing.title })} onClick={() => void exported(thing)}><Download size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>
                      <Tooltip label={inUse ? t('train.startBusy') : t('storage.delete', { name: thing.title })}><ActionIcon aria-label={t('storage.delete', { name: thing.title })} {...(inUse && { 'data-disabled': true, 'aria-disabled': true })} onClick={() => { if (!inUse) setDoubted(id); }}><Trash2 size={17} strokeWidth={1.75} aria-hidden /></ActionIcon></Tooltip>
                    </div>
                  )}
              </li>
            );
          })}
        </ul>
      )}
      {report?.usage !== undefined && report.quota !== undefined && (
        <p className={kept.foot}>
          {t('storage.used', { used: format.bytes(report.usage), quota: format.bytes(report.quota) })}
          {!report.persisted && report.things.length > 0 && <> {t('storage.notPersisted')} <button type="button" className={styles.persist} onClick={() => void navigator.storage.persist().then(reload)}>{t('storage.persist')}</button></>}
        </p>
      )}
    </section>
  );
}
