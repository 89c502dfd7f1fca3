import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import type { ScriptCount } from '../../workers/tokenize-protocol.ts';
import styles from './ScriptTable.module.css';

interface ScriptTableProps {
  readonly columns: readonly { readonly name: string; readonly scripts: readonly ScriptCount[] }[];
}

/** Which share of the text is of which script, and how many tokens each takes with each tokenizer. */
export function ScriptTable({ columns }: ScriptTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = [...columns[0]?.scripts ?? []].sort((a, b) => b.characters - a.characters);
  const all = rows.reduce((sum, { characters }) => sum + characters, 0);
  // One scale for all bars of tokens: they can be compared from row to row and side to side.
  const most = Math.max(1, ...columns.flatMap(({ scripts }) => scripts.map(({ tokens }) => tokens)));
  return (
    <section className={panel.panel} aria-labelledby="scripts" data-testid="scripts">
      <h2 id="scripts" className={panel.title}>{t('tokenize.scripts.title')}</h2>
      <p className={panel.note}>{t('tokenize.scripts.note')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('tokenize.scripts.script')}</th>
            <th scope="col">{t('tokenize.scripts.share')}</th>
            {columns.map(({ name }, i) => <th key={i} scope="col">{t('tokenize.scripts.tokens', { name })}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ script, characters }) => (
            <tr key={script}>
              <th scope="row">{t(`tokenize.scripts.name.${script}`)}</th>
              <td data-label={t('tokenize.scripts.share')} data-count={characters}>
                <Bar value={characters / all} series={0} />
                <span className={styles.value}>{format.number(characters)}</span>
                <span className={styles.dim}>{format.number((100 * characters) / all)}%</span>
              </td>
              {columns.map(({ name, scripts }, i) => {
                const tokens = scripts.find((count) => count.script === script)?.tokens ?? 0;
                return (
                  <td key={i} data-count={tokens} data-label={t('tokenize.scripts.tokens', { name })}>
                    <Bar value={tokens / most} series={i + 1} />
                    <span className={styles.value}>{format.number(tokens)}</span>
                    <span className={styles.dim}>{t('tokenize.scripts.rate', { rate: format.number(tokens / characters, 2) })}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ value, series }: { value: number; series: number }) {
  return <span className={styles.bar} data-series={series} aria-hidden><span style={{ inlineSize: `${100 * value}%` }} /></span>;
}
