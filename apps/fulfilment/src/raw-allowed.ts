/** Names in raw bodies of WMS and carriers that are harmless; everything else is shown as a mask. */
export const allowedRawNames: ReadonlySet<string> = new Set([
  // Qimen
  ...['flag', 'code', 'message', 'createTime', 'deliveryOrderId', 'deliveryOrderCode', 'warehouseCode', 'logisticsCode', 'orderType', 'status', 'outBizCode'],
  ...['confirmType', 'orderConfirmTime', 'operateTime', 'operatorCode', 'expressCode', 'packageCode', 'weight', 'volume', 'length', 'width', 'height'],
  ...['orderLineNo', 'itemCode', 'inventoryType', 'planQty', 'actualQty', 'quantity', 'lockQuantity', 'lackQty', 'ownerCode', 'orderCode', 'orderId', 'processStatus'],
  ...['sourcePlatformCode', 'shopNick', 'placeOrderTime', 'payTime', 'totalAmount', 'itemAmount', 'discountAmount', 'freight', 'arAmount', 'gotAmount', 'isUrgency'],
  ...['invoiceFlag', 'retailPrice', 'actualPrice', 'itemName', 'sourceOrderCode', 'subSourceOrderCode', 'page', 'pageSize', 'totalLines', 'adjustType', 'checkOrderCode'],
  ...['changeTime', 'orderFlag', 'cancelReason', 'province', 'city'],
  // SF
  ...['partnerID', 'requestID', 'serviceCode', 'timestamp', 'apiResultCode', 'apiErrorMsg', 'apiResponseID', 'success', 'errorCode', 'errorMsg', 'language'],
  ...['originCode', 'destCode', 'filterResult', 'waybillType', 'waybillNo', 'mailno', 'mailNo', 'orderid', 'opCode', 'acceptTime', 'reasonCode', 'id', 'expressTypeId'],
  ...['payMethod', 'parcelQty', 'totalWeight', 'trackingType', 'trackingNumber', 'methodType', 'count', 'contactType', 'country', 'searchType'],
]);
