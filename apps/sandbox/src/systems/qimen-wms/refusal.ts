/** A business "no" inside HTTP 200: becomes `<flag>failure</flag>` with this code and message. */
export class WmsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The sheet names no failure codes; these are this warehouse system's own, as every WMS has its own. */
export const refusal = {
  badSign: () => new WmsRefusal('S001', '签名校验失败'),
  unknownMethod: (method: string) => new WmsRefusal('S002', `不支持的接口：${method}`),
  unreadable: (reason: string) => new WmsRefusal('S003', `报文解析失败：${reason}`),
  missing: (field: string) => new WmsRefusal('S004', `必填字段为空：${field}`),
  unknownWarehouse: (code: string) => new WmsRefusal('S005', `仓库编码不存在：${code}`),
  duplicate: (code: string) => new WmsRefusal('S006', `出库单号重复：${code}`),
  unknownItem: (code: string) => new WmsRefusal('S007', `商品不存在：${code}`),
  badQuantity: (line: string, value: string) => new WmsRefusal('S008', `订单行 ${line} 数量不正确：${value}`),
  unknownOrder: (code: string) => new WmsRefusal('S009', `单据不存在：${code}`),
  tooLate: (code: string) => new WmsRefusal('S010', `订单已打包，不能取消：${code}`),
  badValue: (field: string, value: string) => new WmsRefusal('S011', `字段 ${field} 取值不正确：${value}`),
  unknownOwner: (code: string) => new WmsRefusal('S012', `货主编码不存在：${code}`),
  busy: () => new WmsRefusal('S099', '系统繁忙，请稍后重试'),
} as const;
