import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useGenerateAddress } from '../../state/generate-url.ts';
import { Workbench } from './Workbench.tsx';

/** Every task of a trained model; the address says all that is needed to see the same thing again. */
export function GeneratePage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  return (
    <>
      <PageHead title={t('generate.title')} lead={t('generate.lead')} />
      <ModelGate
        source={address.model} none={t('generate.noModel')} noneHint={t('generate.noModelHint')}
        onPick={(next) => { change({ model: next, task: undefined, options: {}, inputs: {} }); }}
      >
        {(model, sets) => <Workbench key={model.source} model={model} sets={sets} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
