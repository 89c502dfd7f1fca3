import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import type { Likelihood } from '../../workers/protocol/index.ts';
import { glyphs } from '../dice/glyphs.ts';
import type { ViewProps } from '../view.ts';
import { Legend } from '../written/Legend.tsx';
import { surpriseLevel } from '../written/levels.ts';
import written from '../written/WrittenText.module.css';
import styles from './LikelihoodView.module.css';

export function LikelihoodView({ shown }: ViewProps) {
  return <Surprise likelihood={shown.value as Likelihood} />;
}

/** How well a text was foreseen: as a whole, and token by token as bits of surprise. */
function Surprise({ likelihood: { tokens, logProbability, perplexity, bitsPerByte } }: { readonly likelihood: Likelihood }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [looked, setLooked] = useState<number | undefined>(undefined);
  const bits = tokens.map((token) => -token.logProbability / Math.LN2);
  const most = Math.max(1, ...bits);
  const one = looked === undefined ? undefined : tokens[looked];
  return (
    <div data-testid="likelihood">
      <dl className={styles.numbers}>
        <div><dt>{t('view.likelihood.perplexity')}</dt><dd>{format.significant(perplexity, 3)}</dd></div>
        <div><dt>{t('view.likelihood.bitsPerByte')}</dt><dd>{format.number(bitsPerByte, 3)}</dd></div>
        <div><dt>{t('view.likelihood.bits')}</dt><dd>{format.number(-logProbability / Math.LN2, 1)}</dd></div>
        <div><dt>{t('view.likelihood.tokens')}</dt><dd>{format.number(tokens.length)}</dd></div>
      </dl>
      <div className={`${written.text} ${styles.text}`} data-coloured onPointerLeave={() => { setLooked(undefined); }}>
        {tokens.map(({ text, logProbability: one }, i) => (
          <span key={i} className={written.token} data-level={surpriseLevel(one)} data-part={text === '' || undefined} onPointerEnter={() => { setLooked(i); }} onClick={() => { setLooked(i); }}>{text}</span>
        ))}
      </div>
      <Legend />
      <div className={styles.bars} role="img" aria-label={t('view.likelihood.alt', { worst: glyphs(tokens[bits.indexOf(Math.max(...bits))]?.text ?? '') })} onPointerLeave={() => { setLooked(undefined); }}>
        {bits.map((value, i) => <span key={i} data-on={looked === i || undefined} onPointerEnter={() => { setLooked(i); }}><i style={{ height: `${(100 * value) / most}%` }} /></span>)}
      </div>
      <p className={styles.readout}>{one === undefined ? t('view.likelihood.hover') : t('view.likelihood.one', { token: glyphs(one.text), bits: format.number(-one.logProbability / Math.LN2, 1), percent: format.significant(100 * Math.exp(one.logProbability), 2) })}</p>
      <p className={styles.note}>{t('view.likelihood.note')}</p>
    </div>
  );
}
