import { library } from '@figment/build/tsup';

export default library({ entry: ['src/index.ts', 'src/vitest.ts', 'src/backend/index.ts'] });
