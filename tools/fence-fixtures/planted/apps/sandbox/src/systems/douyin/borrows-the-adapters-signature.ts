// breaks: dependency-cruiser sandbox-shares-no-code
import { sign } from '../../../../channel-adapter/src/channels/douyin/sign.ts';

export const check = sign;
