import type { FulfilmentStatus } from './fulfilment-order.ts';

/** What the WMS says that it shipped. */
export interface Confirmation {
  readonly fulfilmentOrderId: string;
  readonly outBizCode: string;
  /** No further confirmation follows. */
  readonly final: boolean;
  readonly confirmedAt: Date;
  readonly operator: string;
  readonly packages: readonly ConfirmedPackage[];
  readonly lines: readonly ConfirmedLine[];
}

export interface ConfirmedPackage {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly weightGrams: number;
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface ConfirmedLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface OpenLine {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
  readonly shipped: number;
}

export interface LineShare {
  readonly lineNo: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface OutboundEffect {
  readonly deed: 'ship' | 'ship part';
  /** Units that left with this confirmation, by our lines. */
  readonly shipped: readonly LineShare[];
  readonly packages: readonly {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly weightGrams: number;
    readonly lines: readonly LineShare[];
  }[];
  readonly conflicts: readonly { readonly kind: 'SHIPPED_AFTER_STOP' | 'SHIPPED_OTHERWISE'; readonly detail: string }[];
}

/** Compares what left with what was planned. The fact stands in every case; what does not fit becomes a conflict. */
export function takeConfirmation(status: FulfilmentStatus, lines: readonly OpenLine[], confirmation: Confirmation): OutboundEffect {
  const { shipped, foreign } = matchLines(lines, confirmation.lines);
  const conflicts: { kind: 'SHIPPED_AFTER_STOP' | 'SHIPPED_OTHERWISE'; detail: string }[] = [];
  if (status === 'STOPPED' || status === 'SUPERSEDED' || status === 'REFUSED') {
    conflicts.push({ kind: 'SHIPPED_AFTER_STOP', detail: `shipped as ${confirmation.outBizCode} while ${status.toLowerCase()} here` });
  }
  const differences = [
    ...foreign.map((line) => `${line.sku || 'unknown item'}: ${line.quantity} shipped, none ordered`),
    ...lines.flatMap((line) => {
      const total = line.shipped + (shipped.find((one) => one.lineNo === line.lineNo)?.quantity ?? 0);
      if (total > line.quantity || (confirmation.final && total < line.quantity))
        return [`${line.sku}: ${total} shipped of ${line.quantity}`];
      return [];
    }),
  ];
  if (differences.length > 0) conflicts.push({ kind: 'SHIPPED_OTHERWISE', detail: differences.join('; ') });
  return {
    deed: confirmation.final ? 'ship' : 'ship part',
    shipped,
    packages: fillPackages(confirmation.packages, shipped),
    conflicts,
  };
}

/** By line number where the WMS repeats it, else by item: several of its rows (batches) may belong to one of ours. */
function matchLines(
  lines: readonly OpenLine[],
  confirmed: readonly ConfirmedLine[],
): { shipped: readonly LineShare[]; foreign: readonly ConfirmedLine[] } {
  const quantities = new Map<string, number>();
  const foreign: ConfirmedLine[] = [];
  const add = (lineNo: string, quantity: number): void => void quantities.set(lineNo, (quantities.get(lineNo) ?? 0) + quantity);
  for (const row of confirmed) {
    if (row.quantity === 0) continue;
    const named = lines.find((line) => line.lineNo === row.lineNo && (row.sku === '' || line.sku === row.sku));
    if (named !== undefined) {
      add(named.lineNo, row.quantity);
      continue;
    }
    const alike = lines.filter((line) => line.sku === row.sku);
    if (alike.length === 0) foreign.push(row);
    else spread(alike, row.quantity, quantities).forEach(([lineNo, quantity]) => add(lineNo, quantity));
  }
  return {
    shipped: lines.flatMap((line) => {
      const quantity = quantities.get(line.lineNo) ?? 0;
      return quantity === 0 ? [] : [{ lineNo: line.lineNo, sku: line.sku, quantity }];
    }),
    foreign,
  };
}

function spread(lines: readonly OpenLine[], quantity: number, taken: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  let left = quantity;
  const shares = lines.map((line) => {
    const share = Math.min(left, Math.max(0, line.quantity - line.shipped - (taken.get(line.lineNo) ?? 0)));
    left -= share;
    return [line.lineNo, share] as const;
  });
  const [first] = shares;
  // More than ordered: it stays visible on the first line of that item.
  return first === undefined || left === 0 ? shares : [[first[0], first[1] + left] as const, ...shares.slice(1)];
}

/** Gives each package its share of our lines; a package without items takes what the others left. */
function fillPackages(packages: readonly ConfirmedPackage[], shipped: readonly LineShare[]): OutboundEffect['packages'] {
  const left = shipped.map((line) => ({ ...line }));
  const takeItems = (items: ConfirmedPackage['items']): readonly LineShare[] =>
    items.flatMap((item) => {
      let need = item.quantity;
      return left.flatMap((line) => {
        if (line.sku !== item.sku || need === 0 || line.quantity === 0) return [];
        const quantity = Math.min(need, line.quantity);
        line.quantity -= quantity;
        need -= quantity;
        return [{ lineNo: line.lineNo, sku: line.sku, quantity }];
      });
    });
  const own = packages.length === 0 ? [{ carrier: '', trackingNumber: '', weightGrams: 0, items: [] }] : packages;
  const filled = own.map((one) => ({ ...one, lines: takeItems(one.items) }));
  const rest = left.filter((line) => line.quantity > 0);
  const taker = filled.findIndex((one) => one.items.length === 0);
  return filled.map(({ carrier, trackingNumber, weightGrams, lines }, index) => ({
    carrier,
    trackingNumber,
    weightGrams,
    lines: index === Math.max(0, taker) ? mergeLines([...lines, ...rest]) : mergeLines(lines),
  }));
}

function mergeLines(lines: readonly LineShare[]): readonly LineShare[] {
  return [...Map.groupBy(lines, (line) => line.lineNo).values()].map((group) => ({
    lineNo: group[0]?.lineNo ?? '',
    sku: group[0]?.sku ?? '',
    quantity: group.reduce((total, line) => total + line.quantity, 0),
  }));
}
