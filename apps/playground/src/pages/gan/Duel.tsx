import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import { integerScale } from '../../views/image/pixels.ts';
import type { DataSetDescription, OpenedModel } from '../../workers/protocol/index.ts';
import { Controls } from './Controls.tsx';
import { ExhibitRow } from './ExhibitRow.tsx';
import styles from './Gan.module.css';
import { Judgement } from './Judgement.tsx';
import { Network } from './Network.tsx';
import { Quiz } from './Quiz.tsx';
import { useClasses } from './use-classes.ts';
import { useExhibits, type Wanted } from './use-exhibits.ts';

interface DuelProps {
  readonly model: OpenedModel;
  readonly set: DataSetDescription | undefined;
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** Pictures on each side. */
const count = 8;

/** Both networks at their game: chance becomes pictures, real ones stand below them, and each is judged. */
export function Duel({ model, set, address, change }: DuelProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const classes = useClasses(model);
  const { options, seed } = address;
  const truncation = typeof options['truncation'] === 'number' ? options['truncation'] : 1;
  const wantedClass = classes.find(({ value }) => value === options['class'])?.value;
  const wanted = useMemo((): Wanted => ({ source: model.source, seed, count, truncation, class: wantedClass, knowsClasses: classes.length > 0 }), [model.source, seed, truncation, wantedClass, classes.length]);
  const { exhibits, key, error } = useExhibits(wanted, set);
  const side = exhibits?.made[0]?.picture.width ?? set?.shape[0] ?? 32;
  // All in one row where there is room, else in two.
  const inRow = width > 620 ? count : count / 2;
  const room = (width - 10 * (inRow - 1)) / inRow;
  const picture = integerScale(side, Math.max(side, Math.min(96, room))) * side;
  const { latent } = model.config as { readonly latent?: unknown };

  return (
    <>
      <div className={styles.bench}>
        <div className={`${styles.side} ${styles.dials}`}><Controls classes={classes} address={address} change={change} /></div>
        <section className={panel.panel} aria-label={t('gan.title')} data-testid="duel" data-of={key}>
          {error !== undefined && <ErrorPanel error={error} />}
          <div ref={ref} className={styles.stage}>
            <div>
              <p className={styles.way}>
                <Network as="chance" name={t('gan.chance')} note={typeof latent === 'number' ? t('gan.chanceNote', { count: latent }) : t('gan.chanceNoteOpen')} />
                <Network as="generator" name={t('gan.generator')} note={t('gan.generatorNote')} />
                <Network as="made" name={t('gan.made')} />
              </p>
              {width > 0 && <ExhibitRow of="made" exhibits={exhibits?.made ?? []} width={picture} count={count} />}
            </div>
            <div>
              <p className={styles.way}>
                <Network as="data" name={t('gan.data')} note={t('gan.dataNote')} />
                <Network as="real" name={t('gan.real')} />
              </p>
              {set === undefined
                ? <p className={styles.note}>{t('gan.noReal')}</p>
                : width > 0 && <ExhibitRow of="real" exhibits={exhibits?.real ?? []} width={picture} count={count} />}
              {set !== undefined && exhibits !== undefined && exhibits.real.length === 0 && <p className={styles.note} role="status">{t('gan.waitReal')}</p>}
            </div>
            <Judgement exhibits={exhibits} />
          </div>
        </section>
      </div>
      {set !== undefined && exhibits !== undefined && exhibits.real.length > 0 && <Quiz wanted={wanted} set={set} />}
    </>
  );
}
