// Checked by tsc, never run: the plugin is one of core's specification, though it is made without core.
import type { Plugin, TokenizerDefinition } from '@figment/core/plugin';
import type { Tokenizer as CoreTokenizer } from '@figment/core/interfaces';

import plugin from '../plugin.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { tokenizer } from './definition.ts';
import type { options } from './options.ts';

export const isPlugin: Plugin = plugin;
export const isDefinition: TokenizerDefinition<typeof options> = tokenizer;
export const isTokenizer = (own: Tokenizer): CoreTokenizer => own;
