import { useTranslation } from 'react-i18next';

/** What a verdict is called; one that we don't know keeps its own name. */
export function useVerdictName(): (verdict: string) => string {
  const { t } = useTranslation();
  return (verdict) => t(`balance.verdict.${verdict}`, { defaultValue: verdict });
}
