import { library } from '@figment/build/tsup';

export default library({ entry: ['src/index.ts', 'src/plugin.ts', 'src/objectives/index.ts', 'src/health/index.ts', 'src/metrics/index.ts', 'src/directions/index.ts', 'src/esrgan/index.ts', 'src/networks/index.ts'], leaveOut: ['src/testing/**'] });
