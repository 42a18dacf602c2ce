import { theme as ant } from 'antd';
import type { MappingAlgorithm, ThemeConfig } from 'antd';
import { fonts, palette } from './palette.ts';
import type { ThemeName } from './palette.ts';

// Ant Design's compact algorithm rounds fonts to even sizes; the body text of this product is 13 px.
const thirteen: MappingAlgorithm = (_seed, map) => ({
  ...(map ?? ant.defaultAlgorithm(_seed)),
  fontSize: 13,
  fontSizeSM: 12,
  fontSizeLG: 14,
  fontSizeXL: 16,
  lineHeight: 1.5,
  lineHeightSM: 1.5,
  lineHeightLG: 1.5,
  // Three quarters of a compact control are less than a finger or a pointer may be asked to meet (WCAG 2.2, 24 px).
  controlHeightSM: 24,
});

export const antTheme = (name: ThemeName): ThemeConfig => {
  const c = palette[name];
  return {
    algorithm: [name === 'dark' ? ant.darkAlgorithm : ant.defaultAlgorithm, ant.compactAlgorithm, thirteen],
    cssVar: { key: 'loom' },
    hashed: false,
    token: {
      colorPrimary: c.brand,
      colorInfo: c.brand,
      colorLink: c.brand,
      colorSuccess: c.green,
      colorWarning: c.amber,
      colorError: c.red,
      colorBgLayout: c.bg,
      colorBgContainer: c.panel,
      colorBgElevated: c.panel,
      colorBorder: c.line,
      colorBorderSecondary: c.line2,
      colorSplit: c.line2,
      colorText: c.ink,
      colorTextSecondary: c.ink2,
      colorTextTertiary: c.ink3,
      colorTextPlaceholder: c.ink3,
      colorTextDescription: c.ink3,
      colorTextLightSolid: c.onbrand,
      colorErrorBg: c.redbg,
      colorWarningBg: c.amberbg,
      colorSuccessBg: c.greenbg,
      colorInfoBg: c.brandbg,
      colorPrimaryBg: c.brandbg,
      controlItemBgActive: c.brandbg,
      fontFamily: fonts.text,
      fontFamilyCode: fonts.code,
      borderRadius: 6,
      borderRadiusLG: 10,
      borderRadiusSM: 5,
      boxShadow: c.float,
      boxShadowSecondary: c.float,
      boxShadowTertiary: c.shadow,
      controlHeight: 30,
      controlOutlineWidth: 2,
      motionDurationFast: '0.1s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.15s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400, primaryColor: c.onbrand },
      Table: {
        headerBg: c.panel,
        headerColor: c.ink3,
        headerSplitColor: 'transparent',
        borderColor: c.line2,
        rowHoverBg: c.bg,
        rowSelectedBg: c.brandbg,
        rowSelectedHoverBg: c.brandbg,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 8,
      },
      // Round corners of controls would make a box of 16 pixels look like a radio.
      Checkbox: { borderRadiusSM: 3 },
      Segmented: { itemSelectedBg: c.brandbg, itemSelectedColor: c.brand, trackBg: 'transparent', itemColor: c.ink2 },
      Tooltip: { colorBgSpotlight: name === 'dark' ? '#33383e' : '#2a2d33', colorTextLightSolid: '#f5f4f0' },
      Skeleton: { gradientFromColor: c.line2, gradientToColor: c.line },
      Select: { optionSelectedBg: c.brandbg, optionSelectedColor: c.brand },
      Dropdown: { controlItemBgHover: c.bg },
      Modal: { titleFontSize: 15 },
    },
  };
};
