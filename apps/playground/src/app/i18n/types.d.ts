import 'i18next';

import type { en } from './en/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    returnNull: false;
    resources: { app: typeof en; error: Record<string, { what: string; do: string }>; plugin: Record<string, string> };
  }
}
