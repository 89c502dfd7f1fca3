import { Button } from '@mantine/core';
import { Gauge, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading } from '../../app/Loading.tsx';
import { PageHead } from '../../app/PageHead.tsx';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { useBackend } from '../../state/backend.ts';
import { callback, compute } from '../../state/compute.ts';
import { isActive, useTraining } from '../../state/training.ts';
import type { BackendMeasurement } from '../../workers/protocol/index.ts';
import { BackendRow } from './BackendRow.tsx';
import styles from './BackendsPage.module.css';
import { BrowserFacts } from './BrowserFacts.tsx';

const order = ['webgpu', 'wasm', 'cpu'];

/** What was considered, what was chosen and why; and how fast each is here. */
export function BackendsPage() {
  const { t } = useTranslation();
  const { report, error, switching, use } = useBackend();
  const busy = isActive(useTraining(({ state }) => state));
  const [results, setResults] = useState<Readonly<Record<string, BackendMeasurement>>>({});
  const [measuring, setMeasuring] = useState<number | undefined>(undefined);
  const [problem, setProblem] = useState<unknown>(undefined);
  const names = [...new Set([...order, ...(report?.considered.map(({ name }) => name) ?? [])])];

  const measure = async () => {
    setProblem(undefined);
    setMeasuring(0);
    let done = 0;
    try {
      await compute().measure(names, callback((result: BackendMeasurement) => {
        done++;
        setMeasuring(done);
        setResults((before) => ({ ...before, [result.name]: result }));
      }));
    } catch (failure) {
      setProblem(failure);
    }
    setMeasuring(undefined);
  };

  return (
    <>
      <PageHead title={t('backends.title')} lead={t('backends.lead')} />
      {error !== undefined && <div className={styles.error}><ErrorPanel error={error} /></div>}
      {problem !== undefined && <div className={styles.error}><ErrorPanel error={problem} /></div>}
      {report === undefined && error === undefined && <Loading what={t('backends.title')} />}
      {report !== undefined && (
        <div className={styles.layout}>
          <section className={panel.panel} aria-labelledby="considered">
            <h2 id="considered" className={panel.title}>{t('backends.considered')}</h2>
            <ol className={styles.list}>
              {names.map((name) => (
                <BackendRow
                  key={name} name={name} candidate={report.considered.find((each) => each.name === name)} current={report.name === name} report={report}
                  measurement={results[name]} best={results} switching={switching === name} blocked={busy || switching !== undefined || measuring !== undefined} onUse={() => void use(name)}
                />
              ))}
            </ol>
            <div className={styles.actions}>
              <Button variant="default" leftSection={<Gauge size={16} aria-hidden />} disabled={busy || measuring !== undefined || switching !== undefined} onClick={() => void measure()}>{t('backends.measure')}</Button>
              <Button variant="subtle" color="gray" leftSection={<Sparkles size={16} aria-hidden />} disabled={busy || switching !== undefined || measuring !== undefined} onClick={() => void use(undefined)}>{t('backends.auto')}</Button>
              <p className={styles.note} role="status">
                {busy ? t('backends.busy')
                  : switching !== undefined ? t('backends.switching', { name: switching })
                    : measuring !== undefined ? t('backends.measuring', { name: names[measuring] ?? '', done: measuring, of: names.length })
                      : t('backends.measureNote')}
              </p>
            </div>
          </section>
          <BrowserFacts />
        </div>
      )}
    </>
  );
}
