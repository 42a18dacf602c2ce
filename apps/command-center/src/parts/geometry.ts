/** A point of a mark: x and y from 0 to 1, y upwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** A line through points on a box of the given size; a gap where a value is missing. */
export const linePath = (points: readonly (Point | undefined)[], width: number, height: number): string => {
  let pen: 'M' | 'L' = 'M';
  const steps: string[] = [];
  for (const point of points) {
    if (point === undefined) {
      pen = 'M';
      continue;
    }
    steps.push(`${pen}${round(point.x * width)} ${round((1 - point.y) * height)}`);
    pen = 'L';
  }
  return steps.join('');
};

/** The ground below a line. Missing values end one ground and begin another. */
export const areaPath = (points: readonly (Point | undefined)[], width: number, height: number): string =>
  runsOf(points)
    .filter((run) => run.length > 1)
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined) return '';
      return `${linePath(run, width, height)}L${round(last.x * width)} ${height}L${round(first.x * width)} ${height}Z`;
    })
    .join('');

const runsOf = (points: readonly (Point | undefined)[]): readonly (readonly Point[])[] => {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === undefined) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((run) => run.length > 0);
};

/** Values as points: the first at the left edge, the last at the right one, `top` at the upper edge. */
export const pointsOf = (values: readonly (number | null)[], top: number): readonly (Point | undefined)[] =>
  values.map((value, index) =>
    value === null ? undefined : { x: values.length < 2 ? 0 : index / (values.length - 1), y: top <= 0 ? 0 : Math.min(1, value / top) },
  );

/** A round number at or above the value. */
export const niceTop = (value: number): number => {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
};

/** Where axis `index` of `count` ends on a circle of radius 1 at `part` of its length; the first points up, the next go clockwise. */
export const spoke = (index: number, count: number, part: number): { readonly x: number; readonly y: number } => {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: round(Math.cos(angle) * part * 100) / 100, y: round(Math.sin(angle) * part * 100) / 100 };
};
