import type { MethodDefinition } from 'nice-grpc';

type Text = { readonly text: string };

function json<Request, Response, RequestStream extends boolean, ResponseStream extends boolean>(
  path: string,
  streams: { readonly request: RequestStream; readonly response: ResponseStream },
): MethodDefinition<Request, Request, Response, Response, RequestStream, ResponseStream> {
  return {
    path,
    requestStream: streams.request,
    responseStream: streams.response,
    requestSerialize: (value) => Buffer.from(JSON.stringify(value)),
    requestDeserialize: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
    responseSerialize: (value) => Buffer.from(JSON.stringify(value)),
    responseDeserialize: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
    options: {},
  };
}

/** A service for the specs of this library. */
export const Parrot = {
  say: json<Text, Text & { readonly caller: string; readonly actor: string | null }, false, false>('/test.Parrot/Say', {
    request: false,
    response: false,
  }),
  once: json<Text, Text, false, false>('/test.Parrot/Once', { request: false, response: false }),
  chat: json<Text, Text, true, true>('/test.Parrot/Chat', { request: true, response: true }),
} as const;
