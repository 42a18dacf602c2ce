/** Channel codes of order ids (ruling C-03). */
export const channelCodes = ['DY', 'JD', 'TM', 'PD', 'WX', 'MT', 'XH', 'KS', 'PO', 'WS', 'OS'] as const;
type ChannelKey = (typeof channelCodes)[number] | 'other';

export const channelKey = (code: string): ChannelKey => channelCodes.find((each) => each === code) ?? 'other';
