import { Button, CopyButton } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Copies the address, which says all that is needed to see the same again. */
export function CopyLink() {
  const { t } = useTranslation();
  return (
    <CopyButton value={location.href}>
      {({ copied, copy }) => <Button variant="subtle" color="gray" size="compact-sm" leftSection={copied ? <Check size={15} aria-hidden /> : <Link2 size={15} aria-hidden />} onClick={copy}>{copied ? t('common.copied') : t('generate.link')}</Button>}
    </CopyButton>
  );
}
