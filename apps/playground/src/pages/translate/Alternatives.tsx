import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import type { Written } from '../../state/writing.ts';
import styles from './Translate.module.css';

/** Other ways to say it that the search followed, the best first. */
export function Alternatives({ written, chosen, onPick }: { readonly written: Written | undefined; readonly chosen: string; readonly onPick: (text: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  // The same text may be reached by other tokens: it is told once, by its best score.
  const alternatives = (written?.alternatives ?? []).filter(({ text }, i, all) => all.findIndex((other) => other.text === text) === i);
  if (alternatives.length < 2) return null;
  return (
    <section className={panel.panel} aria-labelledby="alternatives-title" data-testid="alternatives">
      <h2 id="alternatives-title" className={panel.title}>{t('translate.alternatives')}</h2>
      <p className={panel.note}>{t('translate.alternativesNote')}</p>
      <ol className={styles.alternatives}>
        {alternatives.map(({ text, score }, i) => (
          <li key={i}>
            <button type="button" className={styles.alternative} aria-pressed={text === chosen} onClick={() => { onPick(text); }}>
              <span>{text}</span>
              <small>{t('translate.score', { score: format.number(score, 2) })}</small>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
