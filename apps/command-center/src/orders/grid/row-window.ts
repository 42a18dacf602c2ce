interface RowWindow {
  readonly from: number;
  readonly until: number;
}

interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

const spare = 12;

/** Which rows of equal height have to be drawn, with some spare ones on both sides; steps of four, so that scrolling draws seldom. */
export const rowWindow = ({ top, height, rowHeight, count }: Scrolled): RowWindow => {
  const first = Math.floor(Math.max(0, top) / rowHeight) - spare;
  const last = Math.ceil((Math.max(0, top) + height) / rowHeight) + spare;
  const from = Math.max(0, Math.min(count, first - (((first % 4) + 4) % 4)));
  const until = Math.min(count, Math.ceil(last / 4) * 4);
  return { from, until: Math.max(from, until) };
};

/** How far to scroll so that this row stands whole under the head; undefined when it does already. */
export const scrollFor = (index: number, { top, height, rowHeight }: Omit<Scrolled, 'count'>): number | undefined => {
  const start = index * rowHeight;
  if (start < top) return start;
  if (start + rowHeight > top + height) return start + rowHeight - height;
  return undefined;
};
