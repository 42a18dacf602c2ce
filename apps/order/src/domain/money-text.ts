import type { Money } from '@orderloom/domain-kernel';

/** Figures for a note that people of any language read: 5,820.00. */
export function formatMoney({ minor }: Money): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${minor < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
}
