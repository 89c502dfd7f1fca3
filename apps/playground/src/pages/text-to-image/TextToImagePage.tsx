import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import { TextToImageBench } from './TextToImageBench.tsx';

/** Pictures of what a text says, out of noise, with every step on the way there. */
export function TextToImagePage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('textToImage.title')} lead={t('textToImage.lead')} />
      <ModelGate task="textToImage" source={address.model} none={t('textToImage.none')} noneHint={t('textToImage.noneHint')} onPick={(model) => { change({ model, options: {} }); }}>
        {(model, sets) => <TextToImageBench key={model.source} model={model} sets={sets} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
