import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import { NoiseBench } from './NoiseBench.tsx';

/** How pictures become noise, and how a model finds its way back: the idea of diffusion, on one screen. */
export function NoisePage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('noise.title')} lead={t('noise.lead')} />
      <ModelGate task="noise" source={address.model} none={t('noise.none')} noneHint={t('noise.noneHint')} trainAt="/train?definition=figment/diffusion" onPick={(model) => { change({ model, options: {}, inputs: {} }); }}>
        {(model, sets) => <NoiseBench key={model.source} model={model} sets={sets} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
