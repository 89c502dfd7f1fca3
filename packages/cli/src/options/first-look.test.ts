import type { Command } from 'commander';
import { expect, it } from 'vitest';

import { firstLook } from './first-look.ts';

const known = (command: Command) => command.option('--data <name>').option('--json');
const look = (line: string) => firstLook(line.split(' '), known);

it('finds the model among flags that are known, and flags that are not yet', () => {
  expect(look('figment/vae --data emoji')).toEqual({ operand: 'figment/vae', flags: { data: 'emoji' } });
  expect(look('--data a/b figment/vae --config.latent 32')).toEqual({ operand: 'figment/vae', flags: { data: 'a/b' } });
  expect(look('--config.latent 32 figment/vae --json')).toEqual({ operand: 'figment/vae', flags: { json: true } });
  expect(look('--config.latent=32 figment/vae --data emoji')).toEqual({ operand: 'figment/vae', flags: { data: 'emoji' } });
  expect(look('--help')).toEqual({ operand: undefined, flags: {} });
});
