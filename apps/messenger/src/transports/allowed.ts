/** Names in these transports' bodies that hold no personal data; contents of templates and cards are shown, receivers are not. */
export const transportsAllowed: ReadonlySet<string> = new Set(
  'errcode errmsg msgid template_id client_msg_id value msgtype content Event Status MsgID MsgId CreateTime MsgType'.split(' '),
);
