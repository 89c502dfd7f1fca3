import { Button } from '@mantine/core';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import type { Incident } from '../../state/balance.ts';
import { type Preview, useTraining } from '../../state/training.ts';
import { useVerdictName } from '../../views/balance/use-verdict-name.ts';
import styles from './BalancePanel.module.css';

/** What went wrong and what was done about it, the latest first; each leads to the pictures of then. */
export function IncidentList() {
  const { t } = useTranslation();
  const format = useFormat();
  const say = usePluginText();
  const nameOf = useVerdictName();
  const incidents = useTraining(({ balance }) => balance.incidents);
  const previews = useTraining((training) => training.previews);
  const { look } = useTraining.getState();
  // A policy names the verdict that it acts on first.
  const spoken = (reason: string): string => {
    const [, verdict, why] = /^(\w+)(?:, [^:]+)?: ([^]+)$/.exec(reason) ?? [];
    return verdict === undefined || why === undefined ? say(reason) : `${nameOf(verdict)}: ${say(why)}`;
  };
  if (incidents.length === 0) return null;
  const whenOf = (incident: Incident): string => (incident.type === 'intervention' || incident.from === incident.to
    ? t('train.sampleAt', { step: format.number(incident.from) })
    : t('balance.steps', { from: format.number(incident.from), to: format.number(incident.to) }));
  return (
    <div className={panel.part}>
      <h3>{t('balance.incidents')}</h3>
      <p>{t('balance.incidentsNote')}</p>
      <ol className={styles.list} data-testid="incidents" tabIndex={0} aria-label={t('balance.incidents')}>
        {incidents.map((incident, i) => [incident, i] as const).toReversed().map(([incident, i]) => {
          const undone = incident.type === 'verdict' && incident.undone === true;
          const then = thenOf(incident, previews);
          const title = incident.type === 'verdict' ? nameOf(incident.verdict) : t(`balance.done.${incident.intervention.kind}`, { to: format.number(incident.intervention.to ?? 0) });
          const reason = incident.type === 'verdict' ? say(incident.reason) : spoken(incident.intervention.reason);
          return (
            <li key={i} className={styles.item} data-type={incident.type} data-undone={undone}>
              <span className={styles.when}>{whenOf(incident)}</span>
              <span className={styles.what}><b>{title}</b>{undone && ` (${t('balance.undone')})`}. {reason}</span>
              {then !== undefined && <Button size="compact-sm" variant="subtle" leftSection={<Eye size={15} aria-hidden />} onClick={() => { look(then); }}>{t('balance.look')}</Button>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The pictures that show it best: the last ones made while it was so, else those nearest to it. */
function thenOf(incident: Incident, previews: readonly Preview[]): Preview | undefined {
  const undone = incident.type === 'verdict' ? incident.undone === true : incident.intervention.to !== undefined;
  const able = previews.filter((preview) => (preview.undone ?? false) === undone);
  const to = incident.type === 'verdict' ? incident.to : incident.from;
  const within = able.findLast(({ step }) => incident.from <= step && step <= to);
  return within ?? able.reduce<Preview | undefined>((best, preview) => (best === undefined || Math.abs(preview.step - to) < Math.abs(best.step - to) ? preview : best), undefined);
}
