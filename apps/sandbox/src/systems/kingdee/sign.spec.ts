import { describe, expect, it } from 'vitest';
import { apiSignature, clientOf, kdSignature } from './sign.ts';

const appId = '100001_ZGVtby14b3ItbWF0ZXJpYWwtMjRieXRl';

describe('Kingdee signatures', () => {
  it('finds the client secret behind the XOR', () => {
    expect(clientOf(appId)).toEqual({ id: '100001', secret: 'VFVYW0tLVkVOW1NHUUFeWQ4dC1cDThBW' });
  });

  it('takes a short secret as it is', () => {
    expect(clientOf('100001_plain')).toEqual({ id: '100001', secret: 'plain' });
  });

  it('reproduces X-Api-Signature of the fact sheet', () => {
    expect(
      apiSignature({
        path: '/K3Cloud/Kingdee.BOS.WebApi.ServicesStub.DynamicFormService.Save.common.kdsvc',
        nonce: '1767225600000',
        timestamp: '1767225600000',
        clientSecret: clientOf(appId).secret,
      }),
    ).toBe('ZWViMzBkNThmN2QzNjg1YWI2MjM5MzdmYjlkMTg5ZmNiODlkNzY5ZTE0MDRhN2NhOTdjODk4ZGY0NDdhNzM5ZA==');
  });

  it('reproduces X-Kd-Signature of the fact sheet', () => {
    expect(kdSignature(appId, 'demoacct001,Administrator,2052,100', 'demoAppSecret')).toBe(
      'OGQ2MDRiYTc3MWE5OGNiNmZiN2I4Mzk1MTAwM2I0MjljZmVlZWM4ZmFkMWYzNTc1NmM3OTExZTcyYWYxNWMzMg==',
    );
  });
});
