/** Names in Kingdee's bodies that hold no personal data. */
export const kingdeeAllowed: ReadonlySet<string> = new Set(
  (
    'formid FormId FieldKeys FilterString FVOUCHERID FBillNo FNumber FNUMBER FDate FBUSDATE FYEAR FPERIOD FEXPLANATION FEXCHANGERATE FAMOUNTFOR FDEBIT FCREDIT ' +
    'BatchCount IsSuccess ErrorCode MsgCode FieldName Message DIndex Id Number'
  ).split(' '),
);
