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

  /// The city of a province's government, by the province's short or full name; nil for what is no province.
  static func capital(of text: String) -> String? { named(text).flatMap { capitals[$0.code] } }

  private static let capitals = [
    "11": "北京市", "12": "天津市", "13": "石家庄市", "14": "太原市", "15": "呼和浩特市", "21": "沈阳市", "22": "长春市", "23": "哈尔滨市",
    "31": "上海市", "32": "南京市", "33": "杭州市", "34": "合肥市", "35": "福州市", "36": "南昌市", "37": "济南市", "41": "郑州市",
    "42": "武汉市", "43": "长沙市", "44": "广州市", "45": "南宁市", "46": "海口市", "50": "重庆市", "51": "成都市", "52": "贵阳市",
    "53": "昆明市", "54": "拉萨市", "61": "西安市", "62": "兰州市", "63": "西宁市", "64": "银川市", "65": "乌鲁木齐市", "71": "台北市",
    "81": "香港", "82": "澳门",
  ]
}
