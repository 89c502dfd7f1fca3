import { library } from '@figment/build/tsup';

export default library({
  entry: ['src/index.ts', 'src/plugin.ts', 'src/{network,generation,constraints,adapters,data,huggingface,gguf,quantization}/index.ts'],
  leaveOut: ['src/testing/**'],
});
