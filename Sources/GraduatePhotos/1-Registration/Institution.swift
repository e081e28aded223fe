/// A name an institution bore from one year to another; codes stay while names change.
public struct InstitutionName: Sendable, Hashable, Codable {
  public var name: String
  /// First calendar year of the name; nil when it was always so.
  public var fromYear: Int?
  /// Last calendar year of the name; nil when it still is.
  public var toYear: Int?

  public init(_ name: String, fromYear: Int? = nil, toYear: Int? = nil) {
    self.name = name
    self.fromYear = fromYear
    self.toYear = toYear
  }

  public func applies(in year: Int) -> Bool {
    (fromYear ?? Int.min) <= year && year <= (toYear ?? Int.max)
  }
}

/// 院校: an institution, graduate schools and research institutes included (notice.md, Offices).
public struct Institution: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case university
    case vocationalCollege = "vocational-college"
    case adult
    case openUniversity = "open-university"
    case researchInstitute = "research-institute"
    case other

    public var chineseName: String {
      switch self {
      case .university: "普通本科"
      case .vocationalCollege: "普通专科"
      case .adult: "成人高校"
      case .openUniversity: "开放大学（电大）"
      case .researchInstitute: "科研机构"
      case .other: "其他"
      }
    }

    /// Reads the words of the ministry's lists, remarks in brackets ignored: 「普通本科(民办)」.
    public init?(text: String) {
      let word = text.halfWidth.split(separator: "(").first.map(String.init)?.trimmed ?? ""
      guard let kind = Self.allCases.first(where: { $0.chineseName.hasPrefix(word) && !word.isEmpty }) else { return nil }
      self = kind
    }
  }

  public var code: InstitutionCode
  public var names: [InstitutionName]
  public var kind: Kind
  public var city: String
  /// The ministry's ten-digit identifier; empty when unknown.
  public var identifier: String

  public init(code: InstitutionCode, names: [InstitutionName], kind: Kind, city: String = "", identifier: String = "") {
    self.code = code
    self.names = names
    self.kind = kind
    self.city = city
    self.identifier = identifier
  }

  /// The name in a year; between two spans the later one, outside all the nearest.
  public func name(in year: Int) -> String {
    if let name = names.last(where: { $0.applies(in: year) }) { return name.name }
    let later = names.filter { ($0.fromYear ?? Int.min) > year }.min { ($0.fromYear ?? 0) < ($1.fromYear ?? 0) }
    return (later ?? names.last)?.name ?? ""
  }

  public var currentName: String { (names.last { $0.toYear == nil } ?? names.last)?.name ?? "" }

  /// What is wrong with the names' years: backwards, overlapping, none, or empty.
  public func nameProblems() -> [String] {
    guard !names.isEmpty else { return ["没有填写院校名称"] }
    var problems: [String] = []
    if names.contains(where: { $0.name.trimmed.isEmpty }) { problems.append("有一个名称是空的") }
    for name in names where (name.fromYear ?? Int.min) > (name.toYear ?? Int.max) {
      problems.append("「\(name.name)」的结束年份早于开始年份")
    }
    let sorted = names.sorted { ($0.fromYear ?? Int.min) < ($1.fromYear ?? Int.min) }
    for (earlier, later) in zip(sorted, sorted.dropFirst()) where (later.fromYear ?? Int.min) <= (earlier.toYear ?? Int.max) {
      problems.append("「\(earlier.name)」与「\(later.name)」的年份重叠")
    }
    return problems
  }
}
