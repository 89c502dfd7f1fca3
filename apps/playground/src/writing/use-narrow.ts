import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is too narrow for the dice to stand beside the text: then it stands below it. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
}
