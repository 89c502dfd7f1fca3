import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import type { DataSetDescription, OpenedModel } from '../../workers/protocol/index.ts';
import { Duel } from './Duel.tsx';
import styles from './Gan.module.css';
import { MoreTasks } from './MoreTasks.tsx';

interface GanBenchProps {
  readonly model: OpenedModel;
  readonly sets: readonly DataSetDescription[];
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** The two networks at their game, where the model has both; and all else that it makes of pictures and chance. */
export function GanBench({ model, sets, address, change }: GanBenchProps) {
  const { t } = useTranslation();
  const set = sets.find(({ id }) => id === model.data);
  const plays = model.tasks.some(({ name, unavailable }) => name === 'judge' && unavailable === undefined);
  return (
    <div className={styles.page}>
      {plays && <Duel model={model} set={set} address={address} change={change} />}
      <MoreTasks model={model} set={set} address={address} change={change} title={t(plays ? 'gan.more' : 'gan.moreOther')} />
      {plays && (
        <section className={panel.panel} aria-labelledby="how">
          <h2 id="how" className={panel.title}>{t('gan.howTitle')}</h2>
          <ol className={panel.lessons}><li>{t('gan.how.judge')}</li><li>{t('gan.how.make')}</li><li>{t('gan.how.balance')}</li></ol>
        </section>
      )}
    </div>
  );
}
