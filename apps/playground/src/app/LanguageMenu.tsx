import { Button, Menu } from '@mantine/core';
import { Check, Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { type Language, languages } from './i18n/index.ts';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" px={8} leftSection={<Languages size={17} strokeWidth={1.75} aria-hidden />} aria-label={`${t('app.language')}: ${languages[i18n.language as Language]}`}>
          {i18n.language === 'ko' ? '한' : 'EN'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(languages).map(([code, name]) => (
          <Menu.Item key={code} lang={code} onClick={() => void i18n.changeLanguage(code)} rightSection={i18n.language === code ? <Check size={15} aria-hidden /> : undefined}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
