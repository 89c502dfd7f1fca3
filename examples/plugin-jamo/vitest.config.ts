import { project } from '@figment/build/vitest';

// Outside of this repository a plain vitest configuration will do: this one only makes the packages be read from their sources.
export default project('plugin-jamo');
