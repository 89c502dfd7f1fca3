import { Button } from '@mantine/core';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import type { DefinitionDescription } from '../../workers/protocol/index.ts';
import styles from './ModelCard.module.css';

/** A kind of model that a plugin offers. */
export function KindCard({ definition }: { definition: DefinitionDescription }) {
  const { t } = useTranslation();
  const say = usePluginText();
  return (
    <article className={styles.card}>
      <div className={styles.body}>
        <h3 className={styles.title}>{say(definition.title)}</h3>
        <p className={styles.facts}><span className="mono">{definition.id}</span> · {t('models.plugin', { plugin: `${definition.plugin.id} ${definition.plugin.version}` })}</p>
        {definition.description !== undefined && <p className={styles.description}>{say(definition.description)}</p>}
        <ul className={styles.tasks} aria-label={t('models.can')}>
          {definition.tasks.map((task) => <li key={task.name} className={styles.task} title={task.description === undefined ? undefined : say(task.description)}>{say(task.title)}</li>)}
        </ul>
        <div className={styles.actions}>
          {definition.data === undefined
            ? <p className={styles.description}>{t('models.untrainable')}</p>
            : <Button component={Link} to={`/train?definition=${encodeURIComponent(definition.id)}`} size="sm" variant="default" leftSection={<GraduationCap size={16} aria-hidden />}>{t('models.trainOne')}</Button>}
        </div>
      </div>
    </article>
  );
}
