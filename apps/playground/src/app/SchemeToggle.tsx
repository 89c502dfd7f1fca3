import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { Check, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const icons = { light: Sun, dark: Moon, auto: SunMoon } as const;

export function SchemeToggle() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={`${t('app.scheme.label')}: ${t(`app.scheme.${colorScheme}`)}`}><Icon size={18} strokeWidth={1.75} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => { setColorScheme(scheme); }} rightSection={scheme === colorScheme ? <Check size={15} aria-hidden /> : undefined}>
            {t(`app.scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
