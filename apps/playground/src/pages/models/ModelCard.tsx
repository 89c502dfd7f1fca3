import { Button } from '@mantine/core';
import { ArrowRight, GraduationCap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { useFormat } from '../../app/i18n/format.ts';
import { useLocal, usePluginText } from '../../app/i18n/use-texts.ts';
import { firstPathOf, pathOf } from '../../app/paths.ts';
import { Logo } from '../../app/Logo.tsx';
import type { DataSetDescription, DefinitionDescription, ShelfEntry } from '../../workers/protocol/index.ts';
import styles from './ModelCard.module.css';

interface ModelCardProps {
  readonly entry: ShelfEntry;
  readonly definitions: readonly DefinitionDescription[];
  readonly data: readonly DataSetDescription[];
}

/** A trained model: what it makes, what it can do, and the way in. */
export function ModelCard({ entry, definitions, data }: ModelCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const local = useLocal();
  const say = usePluginText();
  const [broken, setBroken] = useState(false);
  const definition = definitions.find(({ id }) => id === entry.definition);
  const set = data.find(({ id }) => id === entry.data);
  const title = local(entry.titles, entry.title);
  const facts = [
    definition === undefined ? entry.definition : say(definition.title),
    entry.parameters === undefined ? undefined : t('common.parameters', { number: format.compact(entry.parameters) }),
    format.bytes(entry.bytes),
    entry.step === undefined ? undefined : t('models.step', { step: format.number(entry.step) }),
    set === undefined ? undefined : t('models.trainedOn', { data: local(set.titles, set.title) }),
  ].filter((fact) => fact !== undefined);
  const tasks = definition?.tasks.filter(({ name }) => entry.tasks.length === 0 || entry.tasks.includes(name)) ?? [];
  const description = local(entry.descriptions, entry.description ?? '');
  return (
    <article className={styles.card}>
      <Link to={firstPathOf(entry.source, tasks)} className={styles.picture} aria-label={`${t('models.open')}: ${title}`} tabIndex={-1}>
        {entry.picture !== undefined && !broken
          ? <img src={entry.picture} alt="" loading="lazy" onError={() => { setBroken(true); }} onLoad={({ currentTarget }) => { currentTarget.classList.toggle('pixelated', currentTarget.naturalWidth < currentTarget.clientWidth); }} />
          : <span className={styles.blank}><Logo size={44} /></span>}
      </Link>
      <div className={styles.body}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.facts}>{facts.join(' · ')}</p>
        {description !== '' && <p className={styles.description}>{description}</p>}
        {definition !== undefined && (
          <ul className={styles.tasks} aria-label={t('models.can')}>
            {tasks.map((task) => (
              <li key={task.name}><Link className={styles.task} to={pathOf(entry.source, task)}>{say(task.title)}</Link></li>
            ))}
          </ul>
        )}
        {definition === undefined && definitions.length > 0
          ? <p className={styles.description}>{t('models.unknownKind', { id: entry.definition })}</p>
          : (
            <div className={styles.actions}>
              <Button component={Link} to={firstPathOf(entry.source, tasks)} size="sm" rightSection={<ArrowRight size={16} aria-hidden />}>{t('models.open')}</Button>
              {definition?.data !== undefined && (
                <Button component={Link} to={`/train?from=${encodeURIComponent(entry.source)}`} size="sm" variant="default" leftSection={<GraduationCap size={16} aria-hidden />}>{t('models.further')}</Button>
              )}
            </div>
          )}
      </div>
    </article>
  );
}
