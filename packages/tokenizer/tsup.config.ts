import { library } from '@figment/build/tsup';

export default library({ entry: ['src/index.ts', 'src/chat/index.ts', 'src/files/gguf/index.ts', 'src/inspect/index.ts', 'src/plugin.ts'], leaveOut: ['src/testing/**'] });
