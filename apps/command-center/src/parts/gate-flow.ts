/** One gate of the flow as the band draws it. */
interface FlowStand {
  readonly passed: number;
  readonly stuck: number;
}

interface FlowShape {
  /** Outline of the band, closed. */
  readonly band: string;
  /** Threads inside it. */
  readonly threads: readonly string[];
  /** For each gate the red stretch that ends at its post; undefined where nothing is stuck. */
  readonly stuck: readonly (readonly [from: Place, to: Place] | undefined)[];
}

interface Place {
  readonly x: number;
  readonly y: number;
}

type Direction = 'right' | 'down';

const round = (value: number): number => Math.round(value * 10) / 10;

/** Widths of the band at its beginning and after each gate, 0 to 1; what flows at all is never thinner than `least`. */
export const bandWidths = (gates: readonly FlowStand[], least: number): readonly number[] => {
  // Orders that passed a later gate today may have passed the earlier one yesterday: the band is as wide as its widest place.
  const through = [Math.max(0, (gates[0]?.passed ?? 0) + (gates[0]?.stuck ?? 0)), ...gates.map((gate) => gate.passed)];
  const most = Math.max(...through, 0);
  return through.map((count) => (count <= 0 || most <= 0 ? 0 : Math.max(least, count / most)));
};

/** How long the red stretch before a gate is, 0 to 1 of the gate's stretch: the root keeps few visible beside many. */
export const stuckLength = (stuck: number, most: number): number =>
  stuck <= 0 || most <= 0 ? 0 : Math.max(0.05, 0.72 * Math.sqrt(stuck / most));

/** The band of orders through the gates on a box of `length` x `breadth`, flowing right on a desk and down on a phone. */
export const flowShape = (gates: readonly FlowStand[], length: number, breadth: number, direction: Direction): FlowShape => {
  const widths = bandWidths(gates, 0.04).map((width) => width * breadth * 0.82);
  const middle = breadth * 0.48;
  const stretch = length / gates.length;
  const at = (along: number, across: number): Place =>
    direction === 'right' ? { x: round(along), y: round(across) } : { x: round(across), y: round(along) };
  const edge = (side: number): readonly Place[] => widths.map((width, index) => at(index * stretch, middle + (side * width) / 2));
  const upper = edge(-1);
  const lower = edge(1);
  const most = Math.max(...gates.map((gate) => gate.stuck), 0);
  return {
    band: `${curve(upper, direction)}${curve(lower.toReversed(), direction, 'L')}Z`,
    threads: [-0.54, -0.02, 0.5].map((side) => curve(edge(side), direction)),
    stuck: gates.map((gate, index) => {
      const part = stuckLength(gate.stuck, most);
      if (part === 0) return undefined;
      const across = middle + ((widths[index] ?? 0) + (widths[index + 1] ?? 0)) / 4 + breadth * 0.055;
      const end = (index + 1) * stretch - stretch * 0.035;
      return [at(end - part * stretch * 0.92, across), at(end, across)] as const;
    }),
  };
};

// Each stretch leaves its gate straight and enters the next one straight, so that the band never kinks at a post.
const curve = (places: readonly Place[], direction: Direction, first: 'M' | 'L' = 'M'): string =>
  places
    .map((place, index) => {
      const before = places[index - 1];
      if (before === undefined) return `${first}${place.x} ${place.y}`;
      const [one, two] =
        direction === 'right'
          ? [`${round((before.x + place.x) / 2)} ${before.y}`, `${round((before.x + place.x) / 2)} ${place.y}`]
          : [`${before.x} ${round((before.y + place.y) / 2)}`, `${place.x} ${round((before.y + place.y) / 2)}`];
      return `C${one} ${two} ${place.x} ${place.y}`;
    })
    .join('');
