import { describe, expect, it } from 'vitest';
import { clientSecretOf, signedHeaders } from './sign.ts';

const APP_ID = '100001_ZGVtby14b3ItbWF0ZXJpYWwtMjRieXRl';

describe("Kingdee's signed headers", () => {
  it('unmask the client secret', () => {
    expect(clientSecretOf(APP_ID)).toBe('VFVYW0tLVkVOW1NHUUFeWQ4dC1cDThBW');
    expect(clientSecretOf('100001_short')).toBe('short');
  });

  it('are those of the fact sheet', () => {
    const app = {
      appId: APP_ID,
      appSecret: 'demoAppSecret',
      acctId: 'demoacct001',
      username: 'Administrator',
      lcid: 2052,
      orgNumber: '100',
    };
    const path = '/K3Cloud/Kingdee.BOS.WebApi.ServicesStub.DynamicFormService.Save.common.kdsvc';
    expect(signedHeaders(app, path, 1_767_225_600_000, '1767225600000')).toMatchObject({
      'X-Api-ClientID': '100001',
      'X-Api-Signature': 'ZWViMzBkNThmN2QzNjg1YWI2MjM5MzdmYjlkMTg5ZmNiODlkNzY5ZTE0MDRhN2NhOTdjODk4ZGY0NDdhNzM5ZA==',
      'X-Kd-Appdata': 'ZGVtb2FjY3QwMDEsQWRtaW5pc3RyYXRvciwyMDUyLDEwMA==',
      'X-Kd-Signature': 'OGQ2MDRiYTc3MWE5OGNiNmZiN2I4Mzk1MTAwM2I0MjljZmVlZWM4ZmFkMWYzNTc1NmM3OTExZTcyYWYxNWMzMg==',
    });
  });
});
