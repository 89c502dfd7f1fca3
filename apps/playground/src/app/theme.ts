import { createTheme, type MantineColorsTuple, rem } from '@mantine/core';

/** The one accent: the blue-green ink of a lab notebook. */
const ink: MantineColorsTuple = ['#eaf7f9', '#d6ecef', '#a9dae0', '#78c6d1', '#4db4c2', '#2c9fb0', '#178a9c', '#0b7285', '#075e6f', '#034a58'];

/** Near-black with a breath of the accent, from text to the deepest ground. */
const dark: MantineColorsTuple = ['#e9ebec', '#c9ced2', '#a1a9b1', '#7d868f', '#454c53', '#2b3035', '#1e2225', '#181b1e', '#121416', '#0d0f10'];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { ink, dark },
  fontFamily: '"Pretendard Variable", Pretendard, "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, "Noto Sans Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // Named, so that style sheets can tell it.
    Button: { defaultProps: { variant: 'filled' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
  },
});
