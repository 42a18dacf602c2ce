interface Upload {
  readonly done: Promise<string>;
  readonly cancel: () => void;
}

/** Why the file was not taken in; `code` is one of the gateway's. */
export class UploadFailure extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Sends a file as it is, with word of how much has gone out. Answers with the import's id. */
export const upload = (file: File, onProgress: (part: number) => void): Upload => {
  // fetch tells nothing of what has gone out.
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total);
    request.onerror = () => reject(new UploadFailure('NETWORK'));
    request.onabort = () => reject(new UploadFailure('CANCELLED'));
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status === 201 && answer.id !== undefined) resolve(answer.id);
      else reject(new UploadFailure(answer.code ?? `HTTP_${request.status}`));
    };
  });
  request.open('POST', '/imports');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.send(file);
  return { done, cancel: () => request.abort() };
};

const parse = (text: string): { readonly id?: string; readonly code?: string } => {
  try {
    const body: unknown = JSON.parse(text);
    const record = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
    const { id, code } = record;
    return { ...(typeof id === 'string' ? { id } : {}), ...(typeof code === 'string' ? { code } : {}) };
  } catch {
    return {};
  }
};
