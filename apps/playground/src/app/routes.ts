import { Blend, Boxes, Cpu, Dices, GraduationCap, Languages, type LucideIcon, MessageCircle, Palette, PenLine, ScissorsLineDashed, Swords } from 'lucide-react';

export interface Page {
  readonly path: string;
  readonly name: 'models' | 'train' | 'generate' | 'textToImage' | 'noise' | 'gan' | 'complete' | 'chat' | 'translate' | 'tokenize' | 'backends';
  readonly icon: LucideIcon;
}

/** In the order in which the navigation shows them. */
export const pages: readonly Page[] = [
  { path: '/', name: 'models', icon: Boxes },
  { path: '/train', name: 'train', icon: GraduationCap },
  { path: '/generate', name: 'generate', icon: Dices },
  { path: '/text-to-image', name: 'textToImage', icon: Palette },
  { path: '/noise', name: 'noise', icon: Blend },
  { path: '/gan', name: 'gan', icon: Swords },
  { path: '/complete', name: 'complete', icon: PenLine },
  { path: '/chat', name: 'chat', icon: MessageCircle },
  { path: '/translate', name: 'translate', icon: Languages },
  { path: '/tokenize', name: 'tokenize', icon: ScissorsLineDashed },
  { path: '/backends', name: 'backends', icon: Cpu },
];
