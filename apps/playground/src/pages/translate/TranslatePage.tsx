import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import type { TaskDescription } from '../../workers/protocol/index.ts';
import { TranslateBench } from './TranslateBench.tsx';

/** Pictures are translated too, elsewhere. */
const translatesTexts = ({ name, output }: TaskDescription): boolean => name === 'translate' && output === 'text';

/** From one text to another, and which words the one looked at in the other. */
export function TranslatePage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('translate.title')} lead={t('translate.lead')} />
      <ModelGate task="translate" does={translatesTexts} source={address.model} none={t('translate.none')} noneHint={t('translate.noneHint')} onPick={(model) => { change({ model, options: {} }); }}>
        {(model) => <TranslateBench key={model.source} model={model} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
