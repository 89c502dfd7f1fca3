import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import { CompleteBench } from './CompleteBench.tsx';

/** A text goes on, token by token, and every throw of the dice can be looked at. */
export function CompletePage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('complete.title')} lead={t('complete.lead')} />
      <ModelGate task="complete" source={address.model} none={t('complete.none')} noneHint={t('complete.noneHint')} onPick={(model) => { change({ model, options: {} }); }}>
        {(model) => <CompleteBench key={model.source} model={model} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
