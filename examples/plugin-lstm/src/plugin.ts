import { definePlugin } from '@figment/core/plugin';

import { lstm } from './lstm.ts';

export default definePlugin({ specVersion: 'v1', id: 'acme/lstm', version: '0.1.0', models: [lstm] });
