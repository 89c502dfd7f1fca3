import { testModelPlugin } from '@figment/testing/vitest';

import { lstm } from './lstm.ts';

testModelPlugin(lstm, {
  config: { width: 16, context: 16 },
  invalidConfig: { width: 3 },
  options: { complete: { length: 6 } },
});
