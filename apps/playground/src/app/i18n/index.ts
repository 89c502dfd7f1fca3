import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import { en } from './en/index.ts';
import { errorTexts as errorsEn } from './errors.en.ts';
import { errorTexts as errorsKo } from './errors.ko.ts';
import { ko } from './ko/index.ts';
import { pluginTexts } from './plugin-texts.ko.ts';

export const languages = { en: 'English', ko: '한국어' } as const;
export type Language = keyof typeof languages;

const stored = 'figment-language';

/** The address wins (a link says what its reader sees), then what was chosen before, then the browser. */
function initialLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(stored) ?? navigator.language;
  return asked.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

void i18next.use(initReactI18next).init({
  lng: initialLanguage(),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
  ns: ['app', 'error', 'plugin'],
  defaultNS: 'app',
  resources: {
    en: { app: en, error: errorsEn, plugin: {} },
    ko: { app: ko, error: errorsKo, plugin: pluginTexts },
  },
});

function mark(language: string): void {
  document.documentElement.lang = language;
}
mark(i18next.language);
i18next.on('languageChanged', (language) => {
  localStorage.setItem(stored, language);
  // What is chosen by hand holds, also after a reload of a link that said otherwise.
  const address = new URL(location.href);
  if (address.searchParams.has('lang')) {
    address.searchParams.delete('lang');
    history.replaceState(history.state, '', address);
  }
  mark(language);
});

export { i18next };
