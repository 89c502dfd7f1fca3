import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';

import { BackendChip } from './BackendChip.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { Logo } from './Logo.tsx';
import { pages } from './routes.ts';
import { SchemeToggle } from './SchemeToggle.tsx';
import styles from './Shell.module.css';
import { TrainingChip } from './TrainingChip.tsx';

/** Header, navigation (at the bottom on a phone) and the page. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const page = pages.find(({ path }) => path === location);

  const nav = useRef<HTMLElement>(null);
  // On a phone there are more pages than fit: the one that is open is in sight.
  useEffect(() => { nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [location]);

  useEffect(() => {
    document.title = page === undefined ? t('app.name') : `${t(`nav.${page.name}`)} · ${t('app.name')}`;
  }, [page, t]);

  return (
    <>
      <a className={styles.skip} href="#content">{t('app.skip')}</a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={t('app.name')}><Logo /><span>{t('app.name')}</span></Link>
          <nav ref={nav} className={styles.nav} aria-label={t('nav.label')}>
            {pages.map(({ path, name, icon: Icon }) => (
              <Link key={path} to={path} className={styles.link} aria-current={location === path ? 'page' : undefined}>
                <Icon className={styles.linkIcon} size={20} strokeWidth={1.75} aria-hidden />
                {t(`nav.${name}`)}
              </Link>
            ))}
          </nav>
          <div className={styles.tools}>
            <TrainingChip />
            <BackendChip />
            <LanguageMenu />
            <SchemeToggle />
          </div>
        </div>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>{children}</main>
      <footer className={styles.footer}>{t('app.tagline')} {t('app.private')}</footer>
    </>
  );
}
