import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Eye, Shuffle } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { integerScale } from '../../views/image/pixels.ts';
import type { DataSetDescription } from '../../workers/protocol/index.ts';
import { type Exhibit, shuffled } from './exhibit.ts';
import styles from './Quiz.module.css';
import { useExhibits, type Wanted } from './use-exhibits.ts';

interface QuizProps {
  readonly wanted: Wanted;
  readonly set: DataSetDescription;
}

/** Pictures of each side. */
const each = 4;
/** Seeds of rounds lie this far apart, and from those of the pictures that are told apart above. */
const apart = 7919;

type Card = Exhibit & { readonly of: 'real' | 'made' };

/** The discriminator's task for people: which of these are made? Then both are compared. */
export function Quiz({ wanted, set }: QuizProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const [round, setRound] = useState(1);
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [revealed, setRevealed] = useState(false);
  const seed = wanted.seed + apart * round;
  const { exhibits, key } = useExhibits(useMemo(() => ({ ...wanted, seed, count: each }), [wanted, seed]), set);
  const cards = useMemo((): readonly Card[] => shuffled([...(exhibits?.real ?? []).map((one) => ({ ...one, of: 'real' as const })), ...(exhibits?.made ?? []).map((one) => ({ ...one, of: 'made' as const }))], seed), [exhibits, seed]);
  useEffect(() => {
    setMarked(new Set());
    setRevealed(false);
  }, [key]);

  const yours = cards.filter(({ of }, i) => marked.has(i) === (of === 'made')).length;
  const its = cards.filter(({ of, realness = 0 }) => (realness > 0.5) === (of === 'real')).length;
  const columns = width > 560 ? cards.length : each;
  const side = cards[0]?.picture.width ?? 32;
  const picture = integerScale(side, Math.max(side, Math.min(128, (width - 10 * (columns - 1)) / Math.max(1, columns) - 10))) * side;
  const toggle = (i: number): void => { setMarked((before) => new Set(before.has(i) ? [...before].filter((one) => one !== i) : [...before, i])); };
  return (
    <section className={panel.panel} aria-labelledby="quiz" data-testid="quiz" data-round={round} data-revealed={revealed}>
      <h2 id="quiz" className={panel.title}>{revealed ? t('gan.quizDone') : t('gan.quiz')}</h2>
      <p className={panel.note}>{t('gan.quizNote')}</p>
      <div ref={ref} className={styles.cards}>
        {width > 0 && cards.map(({ picture: shown, of }, i) => (
          <button
            key={i} type="button" className={styles.card} aria-pressed={marked.has(i)} disabled={revealed} data-of={revealed ? of : undefined} data-right={revealed ? marked.has(i) === (of === 'made') : undefined}
            aria-label={[t('gan.quizPicture', { index: i + 1, of: cards.length }), revealed && t(of === 'real' ? 'gan.quizIsReal' : 'gan.quizIsMade')].filter(Boolean).join(': ')}
            onClick={() => { toggle(i); }}
          >
            <PictureCanvas picture={shown} width={picture} label="" />
            <span>{revealed ? t(of === 'real' ? 'gan.quizIsReal' : 'gan.quizIsMade') : marked.has(i) ? t('gan.quizMarked') : ' '}</span>
          </button>
        ))}
      </div>
      <div className={styles.foot}>
        {revealed
          ? <Button size="sm" variant="default" leftSection={<Shuffle size={16} aria-hidden />} onClick={() => { setRound(round + 1); }}>{t('gan.quizAgain')}</Button>
          : cards.length > 0 && <Button size="sm" leftSection={<Eye size={16} aria-hidden />} onClick={() => { setRevealed(true); }}>{t('gan.quizReveal')}</Button>}
        <p className={styles.outcome} role="status">
          {revealed && <><b>{t('gan.quizYou', { right: yours, of: cards.length })}</b> <b>{t('gan.quizIt', { right: its, of: cards.length })}</b> {t(yours > its ? 'gan.quizBetter' : yours < its ? 'gan.quizWorse' : 'gan.quizEqual')}</>}
        </p>
      </div>
    </section>
  );
}
