import { library } from '@figment/build/tsup';

export default library({ entry: ['src/index.ts'], leaveOut: ['src/workspace.ts'] });
