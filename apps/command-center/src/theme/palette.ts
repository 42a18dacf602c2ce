export type ThemeName = 'light' | 'dark';

export const palette = {
  light: {
    bg: '#f6f6f3',
    panel: '#ffffff',
    line: '#e6e5df',
    line2: '#efeee9',
    ink: '#1b1d22',
    ink2: '#565b66',
    ink3: '#666b75',
    brand: '#0f5b5c',
    brand2: '#1c8a86',
    brandbg: '#e7f1f0',
    onbrand: '#ffffff',
    thread: '#25716f',
    threadbg: '#d9e8e6',
    onthread: '#ffffff',
    red: '#b92c1a',
    redbg: '#fcebe7',
    amber: '#8f5400',
    amberbg: '#fdf2dc',
    onamber: '#ffffff',
    green: '#26702f',
    greenbg: '#e8f3e6',
    shadow: '0 1px 2px rgba(20,22,28,.04)',
    float: '0 6px 24px rgba(20,22,28,.12)',
  },
  dark: {
    bg: '#121416',
    panel: '#1a1d20',
    line: '#2b2f34',
    line2: '#24282c',
    ink: '#eceae4',
    ink2: '#a9adb5',
    ink3: '#989ea8',
    brand: '#57c2bb',
    brand2: '#57c2bb',
    brandbg: '#173230',
    onbrand: '#0c1f1e',
    thread: '#4aa8a2',
    threadbg: '#1e3b39',
    onthread: '#0c1f1e',
    red: '#ff7a63',
    redbg: '#3a1c17',
    amber: '#f0b24a',
    amberbg: '#33260f',
    onamber: '#241a06',
    green: '#7cc684',
    greenbg: '#18301b',
    shadow: 'none',
    float: '0 6px 24px rgba(0,0,0,.5)',
  },
} as const satisfies Record<ThemeName, Record<string, string>>;

export const fonts = {
  text: '"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif',
  code: 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace',
} as const;

/** One source of colour: the same palette feeds Ant Design's tokens and the variables that our own parts read. */
export const themeVariables = (): string =>
  `:root{${variablesOf('light')};color-scheme:light;--text:${fonts.text};--code:${fonts.code}}` +
  `[data-theme=dark]{${variablesOf('dark')};color-scheme:dark}`;

const variablesOf = (name: ThemeName): string =>
  Object.entries(palette[name])
    .map(([key, value]) => `--${key}:${value}`)
    .join(';');
