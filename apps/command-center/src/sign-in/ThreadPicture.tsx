import { useTranslations } from 'next-intl';
import { gateKeys } from '../parts/gates.ts';
import styles from './SignInForm.module.css';

const threads = [0, 1, 2, 3, 4, 5, 6];

/** The product's one idea, drawn: threads pass seven gates. It carries no figures, because before signing in there are none. */
export const ThreadPicture = () => {
  const names = useTranslations('gateShort');
  return (
    <svg viewBox="0 0 560 170" className={styles['picture']} role="img" aria-label={gateKeys.map((key) => names(key)).join(' → ')}>
      {threads.map((index) => (
        <path
          key={index}
          d={`M0 ${28 + index * 15} C 160 ${28 + index * 15}, 330 ${52 + index * 8}, 560 ${60 + index * 5.5}`}
          fill="none"
          stroke={index === 2 ? 'var(--thread)' : 'var(--threadbg)'}
          strokeWidth={index === 2 ? 3 : 7}
        />
      ))}
      {gateKeys.map((key, index) => (
        <g key={key}>
          <line x1={40 + index * 80} x2={40 + index * 80} y1="12" y2="132" stroke="var(--line)" strokeWidth="1.5" />
          <circle
            cx={40 + index * 80}
            cy={threadHeight(40 + index * 80)}
            r="5.5"
            fill="var(--bg)"
            stroke="var(--thread)"
            strokeWidth="2.5"
          />
          <text x={40 + index * 80} y="154" textAnchor="middle">
            {names(key)}
          </text>
        </g>
      ))}
    </svg>
  );
};

// The height of the third thread at x, by the same Bezier curve.
const threadHeight = (x: number): number => {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 24; step += 1) {
    const middle = (low + high) / 2;
    if (bezier(middle, { a: 0, b: 160, c: 330, d: 560 }) < x) low = middle;
    else high = middle;
  }
  return Math.round(bezier(low, { a: 58, b: 58, c: 68, d: 71 }) * 10) / 10;
};

const bezier = (t: number, { a, b, c, d }: { readonly a: number; readonly b: number; readonly c: number; readonly d: number }): number =>
  (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
