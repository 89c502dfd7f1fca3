import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import type { Recipe, TokenizerEntry } from '../../workers/tokenize-protocol.ts';

/** What a tokenizer is called in the reader's language. */
export function useEntryTitle(): { readonly titleOf: (entry: TokenizerEntry) => string; readonly recipeTitle: (recipe: Recipe) => string } {
  const { t } = useTranslation();
  const format = useFormat();
  const recipeTitle = useCallback(({ model, vocabulary, text }: Recipe): string => t('tokenize.recipe', {
    kind: t(`tokenize.kindName.${model}`),
    vocabulary: format.number(vocabulary),
    text: text === 'korean' || text === 'english' || text === 'both' || text === 'box' ? t(`tokenize.train.source.${text}`) : text,
  }), [t, format]);
  const titleOf = useCallback((entry: TokenizerEntry): string => {
    if (entry.title !== '') return entry.title;
    return entry.recipe === undefined ? t(`tokenize.name.${entry.id}`, { defaultValue: entry.id }) : recipeTitle(entry.recipe);
  }, [t, recipeTitle]);
  return { titleOf, recipeTitle };
}
