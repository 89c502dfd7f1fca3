import { project } from '@figment/build/vitest';
import { mergeConfig } from 'vitest/config';

export default mergeConfig(project('playground'), { test: { include: ['src/**/*.test.{ts,tsx}'] } });
