import { Button } from '@mantine/core';
import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import { isActive, useTraining } from '../../state/training.ts';
import { KernelTable } from './KernelTable.tsx';
import styles from './ProfilePanel.module.css';

/** Enough for a mean, few enough that the page has news soon. */
const steps = 5;

/** What the run's steps take, kernel by kernel, when the user asks. */
export function ProfilePanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useTraining((training) => training.state);
  const stage = useTraining((training) => training.stage);
  const profile = useTraining((training) => training.profile);
  const profiling = useTraining((training) => training.profiling);
  const { profileSteps } = useTraining.getState();
  const active = isActive(state);
  if (!active && profile === undefined) return null;
  const learning = state === 'running' && stage === undefined;
  return (
    <section className={panel.panel} aria-labelledby="profile" data-testid="profile">
      <h2 id="profile" className={panel.title}>{t('train.profile.title')}</h2>
      {profile === undefined && <p className={panel.note}>{t('train.profile.note')}</p>}
      {profile !== undefined && (
        <>
          <p className={panel.note}>
            {t('train.profile.summary', {
              count: profile.steps,
              ms: format.significant(profile.milliseconds / profile.steps),
              kernels: format.significant(profile.kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / profile.steps),
              bytes: format.bytes(profile.peakBytes),
            })}
          </p>
          <KernelTable profile={profile} />
        </>
      )}
      {active && (
        <div className={styles.actions}>
          <Button variant="default" leftSection={<Timer size={16} aria-hidden />} disabled={!learning || profiling} onClick={() => void profileSteps(steps)}>{t('train.profile.start', { steps })}</Button>
          <span className={styles.status} role="status">{profiling ? t('train.profile.busy', { steps }) : state === 'paused' ? t('train.profile.paused') : ''}</span>
        </div>
      )}
    </section>
  );
}
