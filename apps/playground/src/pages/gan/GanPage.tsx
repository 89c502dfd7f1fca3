import { Button } from '@mantine/core';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import type { TaskDescription } from '../../workers/protocol/index.ts';
import { GanBench } from './GanBench.tsx';

const trainAt = '/train?definition=figment/gan';

/** What this page can show: a judge of pictures, or what makes one picture of another. */
const belongs = ({ name, output }: TaskDescription): boolean => output === 'judgement' || (output === 'image' && (name === 'translate' || name === 'upscale'));

/** Two networks that learn against each other: what is real, what is made, and who is fooled. */
export function GanPage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('gan.title')} lead={t('gan.lead')}>
        <Button component={Link} to={trainAt} variant="default" leftSection={<GraduationCap size={17} aria-hidden />}>{t('gan.trainOwn')}</Button>
      </PageHead>
      <ModelGate task="judge" does={belongs} source={address.model} none={t('gan.none')} noneHint={t('gan.noneHint')} trainAt={trainAt} onPick={(model) => { change({ model, task: undefined, options: {}, inputs: {} }); }}>
        {(model, sets) => <GanBench key={model.source} model={model} sets={sets} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
