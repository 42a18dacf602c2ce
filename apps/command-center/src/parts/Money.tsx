import { currencySymbol, formatMinor } from '../format/money.ts';
import styles from './Money.module.css';

interface Amount {
  readonly minor: string;
  readonly currency: string;
}

interface MoneyProps {
  readonly amount: Amount;
  readonly signed?: boolean;
  readonly symbol?: boolean;
  readonly strong?: boolean;
}

export const Money = ({ amount, signed = false, symbol = false, strong = false }: MoneyProps) => (
  <span className={styles['money']} data-strong={strong}>
    {symbol && <small>{currencySymbol(amount.currency)}</small>}
    {signed && !amount.minor.startsWith('-') && amount.minor !== '0' ? '+' : ''}
    {formatMinor(amount.minor, amount.currency)}
  </span>
);
