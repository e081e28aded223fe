extension RosterColumn {
  /// Names under which the column is met in files (domain.md 2.1–2.3), the better ones first; codes in capitals.
  public var synonyms: [String] {
    switch self {
    case .institutionCode: ["学校代码", "院校代码", "学校编码", "院校编码", "总校代码", "校码", "YXDM", "BYXXDM", "XXBM", "DWM", "单位码"]
    case .institutionName: ["学校名称", "院校名称", "学校全称", "院校全称", "学校", "院校", "校名", "YXMC", "BYXXMC"]
    case .studyCenterName:
      ["站点名称", "函授站", "函授站名称", "教学点", "教学点名称", "站点", "校外学习中心", "学习中心", "学习中心名称", "校外教学点", "HSZ", "JXD"]
    case .category: ["类别", "学历类别", "学生类别", "办学类型", "培养类别", "学历类型", "XLLB", "XSLB"]
    case .department:
      [
        "院系", "院系名称", "系", "系部", "系别", "所在院系", "二级学院", "学院名称", "所属学院", "学院", "院（系）", "系所函", "系所", "分院", "分院名称", "部门", "YXSMC",
        "XYMC",
        "XY", "XSH", "XSMC", "FY",
      ]
    case .major: ["专业", "专业名称", "所学专业", "毕业专业", "ZYMC", "BYZY"]
    case .classGroup: ["班级", "班级名称", "所在班级", "行政班", "行政班级", "班号", "班", "教学班", "BJMC", "BH", "SZBJ"]
    case .studentNumber: ["学号", "学生学号", "学籍号", "XSXH"]
    case .name: ["姓名", "学生姓名", "毕业生姓名", "名字", "XSXM", "NAME"]
    case .sex: ["性别", "性别名称", "性别代码", "性别码", "XBDM", "XBM"]
    case .idNumberKind: ["证件类型", "证件种类", "身份证件类型", "证件类别", "证件类型码", "ZJLXM", "SFZJLX"]
    case .idNumber:
      [
        "身份证号", "身份证号码", "证件号码", "证件号", "公民身份号码", "居民身份证号", "身份证", "身份证件号", "身份证件号码", "身份号码", "SFZHM", "ZJHM", "ZJH",
        "SFZJH",
      ]
    case .level: ["层次", "培养层次", "学历层次", "学历", "办学层次", "CCMC", "PYCC", "XLCC"]
    case .studyLength: ["学制", "学制年限", "修业年限", "学制年", "XZNX"]
    case .expectedGraduation: ["预计毕业日期", "预计毕业时间", "毕业日期", "毕业时间", "预计毕业", "BYRQ", "BYSJ", "YJBYSJ"]
    case .plannedSerial: ["拍摄序号", "拍摄号", "照相序号", "图像序号", "拍摄顺序", "拍照序号", "PSH", "ZXXH"]
    case .remark: ["备注", "说明", "备注说明", "BEIZHU"]
    case .birthDate: ["出生日期", "出生年月日", "生日", "出生年月", "CSNY"]
    case .ethnicity: ["民族", "民族名称", "MZMC", "MZDM", "MZM"]
    case .examineeNumber: ["考生号", "高考考生号", "高考报名号", "KSHM"]
    case .studyMode: ["学习形式", "学习方式", "XXXSMC"]
    case .majorCode: ["专业代码", "专业编码", "ZYBM"]
    case .enrolmentDate: ["入学日期", "入学时间", "入校日期", "RXSJ", "RXNY"]
    case .politicalStatus: ["政治面貌", "政治面貌名称", "ZZMMM", "ZZMMMC"]
    case .outcome: ["毕结业", "毕结业结论", "毕业结论", "毕业/结业", "毕结业类型", "BJYMC"]
    }
  }

  /// A header without what people put around it: spaces, marks, remarks in brackets, in capitals and half-width.
  public static func normalisedHeader(_ header: String) -> String {
    var result = String.UnicodeScalarView()
    var depth = 0
    for scalar in header.prefix(RegistrationLimits.shownValueCharacters * 2).unicodeScalars where !scalar.isBlank {
      let scalar = scalar.halfWidth
      switch scalar {
      case "(", "[", "【", "〔": depth += 1
      case ")", "]", "】", "〕": depth = max(0, depth - 1)
      case "*", ":", "：", "、", "。", "\"", "'", "#", "★", "※", "_": continue
      default:
        guard depth == 0 else { continue }
        result.append(scalar.value >= 0x61 && scalar.value <= 0x7A ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar)
      }
    }
    return String(result)
  }

  struct Known {
    let column: RosterColumn
    /// 0 for code and Chinese name, then the place among the synonyms.
    let rank: Int
  }

  /// Every code, name and synonym in its normalised form.
  static let known: [String: Known] = {
    var known: [String: Known] = [:]
    for column in allCases {
      known[column.code] = Known(column: column, rank: 0)
      for (rank, word) in column.synonyms.enumerated() {
        // The remark in "院（系）" would vanish: brackets are taken off without what they hold there.
        let plain = word == "院（系）" ? "院系" : normalisedHeader(word)
        if known[plain] == nil { known[plain] = Known(column: column, rank: rank) }
      }
    }
    return known
  }()
}
