import { Boxes, Cpu, Dices, GraduationCap, type LucideIcon, ScissorsLineDashed } from 'lucide-react';

export interface Page {
  readonly path: string;
  readonly name: 'models' | 'train' | 'generate' | 'tokenize' | 'backends';
  readonly icon: LucideIcon;
}

/** In the order in which the navigation shows them. */
export const pages: readonly Page[] = [
  { path: '/', name: 'models', icon: Boxes },
  { path: '/train', name: 'train', icon: GraduationCap },
  { path: '/generate', name: 'generate', icon: Dices },
  { path: '/tokenize', name: 'tokenize', icon: ScissorsLineDashed },
  { path: '/backends', name: 'backends', icon: Cpu },
];
