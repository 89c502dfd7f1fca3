import { library } from '@figment/build/tsup';

export default library({ leaveOut: ['src/testing/**'], external: ['koffi'] });
