import { useTranslation } from 'react-i18next';

import { Loading } from '../../app/Loading.tsx';
import { PageHead } from '../../app/PageHead.tsx';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { useDataSets, useDefinitions, useShelf } from '../../state/catalogue.ts';
import { KindCard } from './KindCard.tsx';
import { ModelCard } from './ModelCard.tsx';
import styles from './ModelsPage.module.css';

/** The gallery: trained models to open, and kinds of models to train. */
export function ModelsPage() {
  const { t } = useTranslation();
  const shelf = useShelf();
  const definitions = useDefinitions();
  const data = useDataSets();
  const shipped = shelf.value?.filter(({ origin }) => origin === 'shipped');
  const own = shelf.value?.filter(({ origin }) => origin === 'own');
  return (
    <>
      <PageHead title={t('models.title')} lead={t('models.lead')} />
      {shelf.error !== undefined && <ErrorPanel error={shelf.error} retry={shelf.reload} />}
      {shelf.value === undefined && shelf.error === undefined && <Loading what={t('models.title')} />}

      {shipped !== undefined && (
        <section aria-labelledby="ready" className={styles.section}>
          <h2 id="ready" className={styles.heading}>{t('models.ready')}</h2>
          <p className={styles.note}>{shipped.length === 0 ? t('models.none') : t('models.readyNote')}</p>
          <div className={styles.cards}>{shipped.map((entry) => <ModelCard key={entry.source} entry={entry} definitions={definitions.value ?? []} data={data.value ?? []} />)}</div>
        </section>
      )}
      {own !== undefined && own.length > 0 && (
        <section aria-labelledby="own" className={styles.section}>
          <h2 id="own" className={styles.heading}>{t('models.own')}</h2>
          <p className={styles.note}>{t('models.ownNote')}</p>
          <div className={styles.cards}>{own.map((entry) => <ModelCard key={entry.source} entry={entry} definitions={definitions.value ?? []} data={data.value ?? []} />)}</div>
        </section>
      )}
      {definitions.error !== undefined && <ErrorPanel error={definitions.error} retry={definitions.reload} />}
      {definitions.value !== undefined && (
        <section aria-labelledby="kinds" className={styles.section}>
          <h2 id="kinds" className={styles.heading}>{t('models.kinds')}</h2>
          <p className={styles.note}>{t('models.kindsNote')}</p>
          <div className={styles.kinds}>{definitions.value.map((definition) => <KindCard key={definition.id} definition={definition} />)}</div>
        </section>
      )}
    </>
  );
}
