import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AlwaysOffSampler, ParentBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';

/** Makes and passes on trace ids, exports nothing. */
export function propagateOnly(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    // A decision that came in is passed on, though nothing is exported here: the next process may record it.
    new TracerProvider({ sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }) }),
  );
}
