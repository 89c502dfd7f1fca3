import { library } from '@figment/build/tsup';

const entries = ['noise', 'schedulers', 'denoisers', 'guidance', 'distillation', 'diffusers'];

export default library({ entry: ['src/index.ts', 'src/plugin.ts', ...entries.map((name) => `src/${name}/index.ts`)], leaveOut: ['src/testing/**', 'src/*/testing/**'] });
