import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Format {
  number(value: number, digits?: number): string;
  /** To a number of significant digits, as losses and scores are compared. */
  significant(value: number, digits?: number): string;
  /** As it was written: no digits that are not there. */
  plain(value: number): string;
  bytes(value: number): string;
  compact(value: number): string;
  duration(seconds: number): string;
  date(time: number): string;
}

/** Numbers, sizes and times as the reader's language writes them. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const { language } = i18n;
    // Making one takes a hundred times as long as using it.
    const formats = new Map<number, Intl.NumberFormat>();
    const number = (value: number, digits = 0): string => {
      const known = formats.get(digits);
      if (known !== undefined) return known.format(value);
      const made = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      formats.set(digits, made);
      return made.format(value);
    };
    return {
      number,
      significant: (value, digits = 3) => {
        if (!Number.isFinite(value)) return String(value);
        if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)) return value.toExponential(digits - 1);
        return new Intl.NumberFormat(language, { minimumSignificantDigits: digits, maximumSignificantDigits: digits }).format(value);
      },
      plain: (value) => new Intl.NumberFormat(language, { maximumSignificantDigits: 6 }).format(value),
      bytes: (value) => {
        const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
        const power = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log10(value) / 3));
        const scaled = value / 1000 ** power;
        return new Intl.NumberFormat(language, { style: 'unit', unit: units[power], unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: scaled < 10 && power > 0 ? 1 : 0 }).format(scaled);
      },
      compact: (value) => new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }).format(value),
      duration: (seconds) => {
        if (seconds < 1) return t('time.soon');
        if (seconds < 60) return t('time.seconds', { count: Math.round(seconds) });
        if (seconds < 3600) return t('time.minutes', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) });
        return t('time.hours', { hours: Math.floor(seconds / 3600), minutes: Math.round((seconds % 3600) / 60) });
      },
      date: (time) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(time),
    };
  }, [t, i18n.language]);
}
