import { library } from '@figment/build/tsup';

const entries = ['network', 'generation', 'constraints', 'adapters', 'data', 'huggingface', 'gguf', 'quantization'];

export default library({ entry: ['src/index.ts', 'src/plugin.ts', ...entries.map((name) => `src/${name}/index.ts`)], leaveOut: ['src/testing/**', 'src/*/testing/**'] });
