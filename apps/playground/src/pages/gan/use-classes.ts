import { useTranslation } from 'react-i18next';

import { useLocal } from '../../app/i18n/use-texts.ts';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import type { OpenedModel } from '../../workers/protocol/index.ts';

export interface ClassName {
  readonly value: number;
  readonly label: string;
}

/** The classes that a model makes pictures of, as its data call them; nothing for a model that knows none. */
export function useClasses({ config, data }: OpenedModel): readonly ClassName[] {
  const { t } = useTranslation();
  const local = useLocal();
  const { condition, classes } = config as { readonly condition?: unknown; readonly classes?: unknown };
  const count = condition === 'class' && typeof classes === 'number' ? classes : 0;
  const names = useQuery(count === 0 || data === undefined ? undefined : data, () => compute().labelNames(data ?? ''));
  return Array.from({ length: count }, (_, value) => ({ value, label: local(names.value?.[value], t('gan.classNumber', { number: value })) }));
}
