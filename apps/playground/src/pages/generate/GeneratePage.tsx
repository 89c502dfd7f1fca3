import { Button } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { Loading } from '../../app/Loading.tsx';
import { PageHead } from '../../app/PageHead.tsx';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { useDataSets, useDefinitions, useShelf } from '../../state/catalogue.ts';
import { useGenerateAddress } from '../../state/generate-url.ts';
import styles from './GeneratePage.module.css';
import { ModelPicker } from './ModelPicker.tsx';
import { useOpenedModel } from './use-opened-model.ts';
import { Workbench } from './Workbench.tsx';

/** Every task of a trained model; the address says all that is needed to see the same thing again. */
export function GeneratePage() {
  const { t } = useTranslation();
  const shelf = useShelf();
  const definitions = useDefinitions();
  const sets = useDataSets();
  const [address, change] = useGenerateAddress();
  const source = address.model ?? shelf.value?.[0]?.source;
  const { model, error, progress, retry } = useOpenedModel(source);

  const empty = shelf.value?.length === 0 && address.model === undefined;
  return (
    <>
      <PageHead title={t('generate.title')} lead={t('generate.lead')} />
      {shelf.error !== undefined && <ErrorPanel error={shelf.error} retry={shelf.reload} />}
      {shelf.value === undefined && shelf.error === undefined && <Loading what={t('models.title')} />}
      {empty && (
        <div className={styles.none}>
          <p><b>{t('generate.noModel')}</b><br />{t('generate.noModelHint')}</p>
          <Button component={Link} to="/train" rightSection={<ArrowRight size={16} aria-hidden />}>{t('generate.goTrain')}</Button>
        </div>
      )}
      {shelf.value !== undefined && !empty && (
        <>
          <ModelPicker
            shelf={shelf.value} definitions={definitions.value ?? []} data={sets.value ?? []} source={source} model={model}
            onPick={(next) => { change({ model: next, task: undefined, options: {}, inputs: {} }); }}
          />
          {error !== undefined && <ErrorPanel error={error} retry={retry} />}
          {model === undefined && error === undefined && <Loading what={shelf.value.find((entry) => entry.source === source)?.name ?? source ?? ''} progress={progress} />}
          {model !== undefined && sets.value !== undefined && <Workbench key={model.source} model={model} sets={sets.value} address={address} change={change} />}
        </>
      )}
    </>
  );
}
