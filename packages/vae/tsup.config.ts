import { library } from '@figment/build/tsup';

export default library({ entry: ['src/index.ts', 'src/plugin.ts', 'src/diffusers/index.ts'], leaveOut: ['src/testing/**'] });
