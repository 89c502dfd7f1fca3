import { useTranslation } from 'react-i18next';

import { usePluginText } from '../app/i18n/use-texts.ts';
import styles from './Obstacle.module.css';

/** Says why a task can't be done with this model at all; nothing where it can. */
export function Unavailable({ reason }: { readonly reason: string | undefined }) {
  const { t } = useTranslation();
  const say = usePluginText();
  return reason === undefined ? null : <p className={styles.obstacle} role="status">{t('generate.unavailable', { reason: say(reason) })}</p>;
}

/** Says what has to be given before it begins; nothing where all is. */
export function Missing({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  return names.length === 0 ? null : <p className={styles.obstacle} role="status">{t('generate.missing', { what: names.map((name) => t(`input.name.${name}`, { defaultValue: name })).join(', ') })}</p>;
}
