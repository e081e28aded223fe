import GraduatePhotos

/// The provinces by their full names, with the first two digits of GB/T 2260.
///
/// Rows keep the full name, so that "in the province" (N7) is equality of texts.
struct ChineseProvince: Sendable, Hashable {
  let code: String
  let name: String

  static let all: [ChineseProvince] = [
    ("11", "北京市"), ("12", "天津市"), ("13", "河北省"), ("14", "山西省"), ("15", "内蒙古自治区"), ("21", "辽宁省"), ("22", "吉林省"),
    ("23", "黑龙江省"), ("31", "上海市"), ("32", "江苏省"), ("33", "浙江省"), ("34", "安徽省"), ("35", "福建省"), ("36", "江西省"),
    ("37", "山东省"), ("41", "河南省"), ("42", "湖北省"), ("43", "湖南省"), ("44", "广东省"), ("45", "广西壮族自治区"), ("46", "海南省"),
    ("50", "重庆市"), ("51", "四川省"), ("52", "贵州省"), ("53", "云南省"), ("54", "西藏自治区"), ("61", "陕西省"), ("62", "甘肃省"),
    ("63", "青海省"), ("64", "宁夏回族自治区"), ("65", "新疆维吾尔自治区"), ("71", "台湾省"), ("81", "香港特别行政区"),
    ("82", "澳门特别行政区"),
  ].map { ChineseProvince(code: $0.0, name: $0.1) }

  /// 「甘肃」, 「黑龙江」.
  var short: String { String(name.prefix(name.hasPrefix("黑龙江") || name.hasPrefix("内蒙古") ? 3 : 2)) }

  /// Reads a province's full or short name and the forms between (广西自治区); nil for anything else.
  static func named(_ text: String) -> ChineseProvince? {
    let tidy = text.compactHalfWidth
    // The corps has its own education bureau but lies in the autonomous region.
    if tidy == "新疆生产建设兵团" || tidy == "兵团" { return named("新疆") }
    return all.first { province in
      ["", "省", "市", "自治区", "特别行政区"].contains { tidy == province.short + $0 } || tidy == province.name
    }
  }
}
