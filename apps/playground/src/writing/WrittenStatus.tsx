import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import { usePluginText } from '../app/i18n/use-texts.ts';
import type { Written } from '../state/writing.ts';
import styles from './Writing.module.css';

/** How far a text is, how fast it comes, and what it was thrown with. */
export function WrittenStatus({ run }: { readonly run: Written | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = usePluginText();
  if (run === undefined) return <p className={styles.status} role="status">{t('writing.empty')}</p>;
  const count = run.tokens.length - run.begun;
  return (
    <div className={styles.status}>
      <span role="status">{run.state === 'done' && run.finish !== undefined ? t(`writing.finish.${run.finish}`, { count: run.tokens.length, option: say('Max tokens') }) : t(`writing.state.${run.state}`)}</span>
      <span className={styles.numbers}>
        {t('writing.tokens', { count })}
        {run.tokensPerSecond !== undefined && ` · ${t('writing.speed', { speed: format.significant(run.tokensPerSecond, 3) })}`}
        {run.backend !== undefined && ` · ${run.backend}`}
        {` · ${t('common.seed')} `}<b className="mono">{run.request.seed}</b>
      </span>
    </div>
  );
}
