import { project } from '@figment/build/vitest';

export default project('gan');
