import { Button, Tooltip } from '@mantine/core';
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { usePluginText } from '../../app/i18n/use-texts.ts';
import type { BackendCandidate, BackendMeasurement, BackendReport } from '../../workers/protocol/index.ts';
import styles from './BackendsPage.module.css';

interface BackendRowProps {
  readonly name: string;
  readonly candidate: BackendCandidate | undefined;
  readonly current: boolean;
  readonly report: BackendReport;
  readonly measurement: BackendMeasurement | undefined;
  readonly best: Readonly<Record<string, BackendMeasurement>>;
  readonly switching: boolean;
  readonly blocked: boolean;
  readonly onUse: () => void;
}

export function BackendRow({ name, candidate, current, report, measurement, best, switching, blocked, onUse }: BackendRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = usePluginText();
  const about = t(`backends.about.${name}`, { defaultValue: '' });
  const Icon = current ? Check : Minus;
  const largest = (of: (each: BackendMeasurement) => number | undefined) => Math.max(...Object.values(best).map((each) => of(each) ?? 0));
  return (
    <li className={styles.row} data-current={current}>
      <span className={styles.icon} title={current ? t('backends.chosen') : t('backends.notChosen')}><Icon size={15} strokeWidth={2.25} aria-hidden /></span>
      <div>
        <h3 className={styles.name}><span className="mono">{name}</span>{current && <span className={styles.device}>{report.device} · {t('backends.startedIn', { ms: format.number(report.startedInMs) })}</span>}</h3>
        {about !== '' && <p className={styles.about}>{about}</p>}
        {candidate !== undefined && <p className={styles.reason}><b>{current ? t('backends.chosen') : t('backends.notChosen')}</b>: {say(candidate.reason)}</p>}
        {measurement !== undefined && (measurement.error === undefined
          ? (
            <div className={styles.measures}>
              <Measure label={t('backends.matmul')} note={t('backends.matmulNote')} share={(measurement.gflops ?? 0) / largest(({ gflops }) => gflops)} value={`${format.significant(measurement.gflops ?? 0, 3)} GFLOP/s`} />
              <Measure label={t('backends.small')} note={t('backends.smallNote')} share={(measurement.smallOpMicroseconds ?? 0) / largest(({ smallOpMicroseconds }) => smallOpMicroseconds)} value={`${format.significant(measurement.smallOpMicroseconds ?? 0, 2)} µs`} />
            </div>
          )
          : <p className={styles.reason}>{t('backends.failed')}: {say(measurement.error.message)}</p>)}
      </div>
      {current
        ? <span className={styles.inUse}>{t('backends.inUse')}</span>
        : <Button size="compact-sm" variant="default" loading={switching} disabled={blocked} onClick={onUse}>{t('backends.use')}</Button>}
    </li>
  );
}

function Measure({ label, note, share, value }: { label: string; note: string; share: number; value: string }) {
  return (
    <>
      <Tooltip label={note} multiline w={240}><span tabIndex={0}>{label}</span></Tooltip>
      <span className={styles.bar} aria-hidden><span style={{ width: `${100 * share}%` }} /></span>
      <span className={styles.value}>{value}</span>
    </>
  );
}
