import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

import { i18next } from './index.ts';
import { pluginPatterns } from './plugin-texts.ko.ts';

/** Translates what a plugin says in English, where we have it in the reader's language. */
export function usePluginText(): (text: string) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback((text: string) => {
    const table = i18next.getResourceBundle(language, 'plugin') as Record<string, string> | undefined;
    if (table?.[text] !== undefined) return table[text];
    const pattern = language === 'ko' ? pluginPatterns.find(([form]) => form.test(text)) : undefined;
    return pattern === undefined ? text : text.replace(pattern[0], pattern[1]);
  }, [language]);
}

/** Picks from `{ en: …, ko: … }`, or falls back to the one text there is. */
export function useLocal(): (texts: Readonly<Record<string, string>> | undefined, fallback: string) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const translate = usePluginText();
  return useCallback((texts, fallback) => texts?.[language] ?? texts?.['en'] ?? translate(fallback), [language, translate]);
}
