import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import styles from './BackendsPage.module.css';

interface Hints { readonly deviceMemory?: number; readonly userAgentData?: { readonly brands: readonly { readonly brand: string; readonly version: string }[] } }

/** What the browser tells about itself, which explains most choices. */
export function BrowserFacts() {
  const { t } = useTranslation();
  const format = useFormat();
  const { deviceMemory, userAgentData } = navigator as Navigator & Hints;
  const yes = (value: boolean) => (value ? t('backends.yes') : t('backends.no'));
  const facts = [
    [t('backends.fact.browser'), browserName(userAgentData?.brands)],
    [t('backends.fact.cores'), format.number(navigator.hardwareConcurrency)],
    [t('backends.fact.memory'), deviceMemory === undefined ? t('backends.unknown') : format.bytes(deviceMemory * 1e9)],
    [t('backends.fact.gpu'), yes('gpu' in navigator)],
    [t('backends.fact.isolated'), yes(crossOriginIsolated)],
  ];
  return (
    <section className={panel.panel} aria-labelledby="facts">
      <h2 id="facts" className={panel.title}>{t('backends.facts')}</h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-value`}>{value}</dd>])}
      </dl>
    </section>
  );
}

function browserName(brands: readonly { readonly brand: string; readonly version: string }[] | undefined): string {
  const brand = brands?.find((each) => !/not.?a.?brand/i.test(each.brand));
  if (brand !== undefined) return `${brand.brand} ${brand.version}`;
  return /(Firefox|Version)\/[\d.]+/.exec(navigator.userAgent)?.[0].replace('Version', 'Safari').replace('/', ' ') ?? navigator.userAgent;
}
