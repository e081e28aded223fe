/// 函授站、校外学习中心: uses its parent's code and is written parent first, then its own name (A4).
public struct StudyCenter: Sendable, Hashable, Codable {
  public var parentCode: InstitutionCode
  public var parentName: String
  public var ownName: String
  /// 「甘肃省」: where the center is, not its parent.
  public var province: String

  public init(parentCode: InstitutionCode, parentName: String, ownName: String, province: String) {
    self.parentCode = parentCode
    self.parentName = parentName
    self.ownName = ownName
    self.province = province
  }

  /// Parent and own name in one; the parent is not said twice when the own name already begins with it.
  public var displayName: String {
    ownName.hasPrefix(parentName) ? ownName : parentName + ownName
  }

  /// A center in another province is handed over to that province's agency and never scheduled here (N7).
  public func isHandedOver(campaignProvince: String) -> Bool {
    Self.shortProvince(province) != Self.shortProvince(campaignProvince)
  }

  /// What is missing before the center can be listed.
  public func problems() -> [String] {
    var problems: [String] = []
    if parentName.trimmed.isEmpty { problems.append("没有填写建站学校（总校）名称") }
    if ownName.trimmed.isEmpty { problems.append("没有填写站点名称") }
    if ownName.hasSameCodePoints(as: parentName), !ownName.isEmpty { problems.append("站点名称与总校名称相同，请写出站点本身的名称") }
    if province.trimmed.isEmpty { problems.append("没有填写站点所在省份") }
    return problems
  }

  /// 甘肃, 甘肃省 and 新疆维吾尔自治区, 新疆 are the same province: the two first characters decide (three for 黑龙江, 内蒙古).
  static func shortProvince(_ name: String) -> String {
    let tidy = name.compactHalfWidth
    return String(tidy.prefix(tidy.hasPrefix("黑龙江") || tidy.hasPrefix("内蒙古") ? 3 : 2))
  }
}
