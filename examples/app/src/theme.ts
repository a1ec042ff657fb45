import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const tide: MantineColorsTuple = [
  '#e9f5fa',
  '#d4e8f1',
  '#a8d1e3',
  '#78b8d4',
  '#51a4c8',
  '#3897c0',
  '#1580ad',
  '#0b6a92',
  '#0b5878',
  '#0b4a65',
]

/** Greys of the dark scheme, with the blue of the sea at night. */
const dark: MantineColorsTuple = [
  '#dbe4ec',
  '#b8c6d3',
  '#93a4b4',
  '#5d7080',
  '#33444f',
  '#24333f',
  '#17222c',
  '#131d26',
  '#0f1820',
  '#0b1218',
]

/** One typographic scale, and figures that stand below each other. */
export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 7 },
  colors: { tide, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.375rem', lineHeight: '1.3' },
      h3: { fontSize: '1.125rem', lineHeight: '1.35' },
      h4: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { withBorder: true, padding: 'lg', radius: 'lg' } },
    Badge: {
      defaultProps: { radius: 'sm', variant: 'light' },
      styles: { root: { textTransform: 'none', fontWeight: 600, flexShrink: 0, maxWidth: '100%' } },
    },
    Button: { defaultProps: { radius: 'md' } },
  },
})

/** Text that steps back still has a contrast of 4.5 to 1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8fa',
    '--mantine-color-dimmed': '#52606d',
    '--mantine-color-error': '#b42318',
    '--mantine-color-placeholder': '#66727f',
    '--app-surface': '#ffffff',
    '--app-track': '#e3e8ee',
    '--app-border': '#dde3ea',
    '--app-good': '#0f766e',
    '--app-warn': '#b45309',
    '--app-bad': '#b42318',
    '--app-plot': '#0b6a92',
    '--app-plot-4': '#7a4fb5',
    '--app-plot-5': '#52606d',
    '--app-grid': '#e3e8ee',
  },
  dark: {
    '--mantine-color-body': '#0d151c',
    '--mantine-color-text': '#e6edf3',
    '--mantine-color-dimmed': '#9fb0bf',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-placeholder': '#8b9bab',
    '--mantine-color-anchor': '#78b8d4',
    '--mantine-color-default': '#17222c',
    '--mantine-color-default-hover': '#1e2c38',
    '--mantine-color-default-border': '#31414f',
    '--app-surface': '#131d26',
    '--app-track': '#26343f',
    '--app-border': '#253441',
    '--app-good': '#4fd1b5',
    '--app-warn': '#f5b454',
    '--app-bad': '#ff9a8f',
    '--app-plot': '#51a4c8',
    '--app-plot-4': '#b79cf0',
    '--app-plot-5': '#9fb0bf',
    '--app-grid': '#22303b',
  },
})
