import { useTranslations } from 'next-intl';
import type { Span } from '../format/duration.ts';

interface SpanTextProps {
  readonly span: Span;
  readonly ago?: boolean;
}

/** A length of time in words of the chosen language: "0.6 秒", "3:12 小时前". */
export const SpanText = ({ span, ago = false }: SpanTextProps) => {
  const t = useTranslations('span');
  const words = t(span.unit, { figure: span.figure });
  return <>{ago ? t('ago', { span: words }) : words}</>;
};
