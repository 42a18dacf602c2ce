/** A look of the pages: an `OpenWish` that leaves nothing open but the height. */
export interface Variant {
  readonly language: 'zh-CN' | 'en';
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

const all: readonly Variant[] = (['light', 'dark'] as const).flatMap((theme) =>
  ([1440, 390] as const).flatMap((width) => (['zh-CN', 'en'] as const).map((language) => ({ language, theme, width }))),
);

/** All eight in the full form; else one that turns with the day, so that a week and a day of runs see them all. HUB_E2E_VARIANT chooses one. */
export function variantsOfTheRun(): readonly Variant[] {
  const chosen = process.env['HUB_E2E_VARIANT'];
  if (chosen === undefined && process.env['HUB_FULL'] === '1') return all;
  const turn = Number(chosen ?? Math.floor(Date.now() / 86_400_000)) % all.length;
  return all.slice(turn, turn + 1);
}

export function nameOf({ language, theme, width }: Variant): string {
  return `${language} ${theme} ${width}`;
}
