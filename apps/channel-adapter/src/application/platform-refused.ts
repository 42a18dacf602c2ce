import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { CommandOutcome, Exchange } from './ports.ts';

/** The platform answered and said no. `retryable`: it was busy, and nothing was done. */
export class PlatformRefused extends Error {
  override readonly name = 'PlatformRefused';
  readonly code: string;
  readonly retryable: boolean;
  readonly exchange: Exchange;

  constructor(refusal: { readonly code: string; readonly words: string; readonly retryable: boolean; readonly exchange: Exchange }) {
    super(refusal.words);
    this.code = refusal.code;
    this.retryable = refusal.retryable;
    this.exchange = refusal.exchange;
  }
}

/** Runs a command and says how it ended. Throws only what is no answer of the platform. */
export async function outcomeOf(command: () => Promise<{ readonly exchange: Exchange }>): Promise<CommandOutcome> {
  try {
    const { exchange } = await command();
    return { kind: 'done', exchange };
  } catch (error) {
    if (error instanceof PlatformRefused) {
      const words = `${error.code} ${error.message}`.slice(0, 300);
      return error.retryable ? { kind: 'later', words, exchange: error.exchange } : { kind: 'refused', words, exchange: error.exchange };
    }
    if (error instanceof OutboundUnavailable) {
      return error.sent ? { kind: 'unknown', words: error.message } : { kind: 'later', words: error.message, exchange: undefined };
    }
    throw error;
  }
}
