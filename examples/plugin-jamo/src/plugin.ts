import { definePlugin } from '@figment/core/plugin';

import { jamo } from './jamo.ts';

export default definePlugin({ specVersion: 'v1', id: 'acme/jamo', version: '0.1.0', tokenizers: [jamo] });
