import styles from './MaskedText.module.css';

/** Personal data as the server masked it. The browser never holds more than this. */
export const MaskedText = ({ children }: { readonly children: string | null | undefined }) => (
  <span className={styles['masked']}>{children ?? '—'}</span>
);
